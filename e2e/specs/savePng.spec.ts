// Saving a pane gives a PNG file of exactly the pixels that it shows, named after its prompts, with A1111's text inside.
import { readTexts } from '../../src/lib/png/texts.ts';
import { expect, test } from '../fixtures/test.ts';

test('the NASA picture is saved as PNG', async ({ studio }) => {
  await studio.open();
  const file = await studio.kept.save('steered');
  expect(file.name).toMatch(/^animal-without-cat-nasa-1\.00-seed\d+\.png$/);
  expect(await studio.kept.pixelHash(file)).toBe(await studio.pane('steered').pixelHash());

  const { texts, damage } = await readTexts(new Blob([Uint8Array.from(file.bytes)]));
  expect(damage).toBe('');
  expect(texts.get('parameters')).toMatch(
    /^animal\nNegative prompt: cat\nSteps: 1, Sampler: One step, CFG scale: 1, Seed: \d+, Size: 64x64, Model: [^,]+, Guidance: NASA, Guidance scale: 1, Steer away: 1, Version: Steeraway 1$/,
  );
});
