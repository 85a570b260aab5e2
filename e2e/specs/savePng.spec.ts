// Saving a pane gives a PNG file of exactly the pixels that it shows, named after its prompts, with A1111's text inside.
import { readTexts } from '../../src/lib/png/texts.ts';
import { expect, test } from '../fixtures/test.ts';

test('the NASA picture is saved as PNG', async ({ studio }) => {
  await studio.open();
  const file = await studio.kept.save('steered');
  expect(file.name).toMatch(/^flower-without-rose-nasa-1\.00-seed\d+\.png$/);
  expect(await studio.kept.pixelHash(file)).toBe(await studio.pane('steered').pixelHash());

  const { texts, damage } = await readTexts(new Blob([Uint8Array.from(file.bytes)]));
  expect(damage).toBe('');
  expect(texts.get('parameters')).toMatch(
    /^flower\nNegative prompt: rose\nSteps: 1, Sampler: One step, CFG scale: 1, Seed: \d+, Size: 128x128, Model: [^,]+, Weights: nasa-t, Guidance: NASA, Guidance scale: 1, Steer away: 1, Version: Steeraway 1$/,
  );
});
