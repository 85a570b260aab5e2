// A saved picture brings everything back: generate, download, clear everything, drop; and what foreign files do instead.
import { PRESETS } from '../../src/app/presets.ts';
import { DEFAULT_MODEL, MODELS } from '../../src/models/index.ts';
import { pillowPng } from '../../src/lib/png/testing/pillowPngs.ts';
import type { StudioPage } from '../fixtures/studioPage.ts';
import { expect, test } from '../fixtures/test.ts';

const [, OTHER_WEIGHTS] = MODELS[DEFAULT_MODEL].checkpoints;
const POSITIVE = '(dog:1.2), red background';
const NEGATIVE = '(cat:1.2), brown colored';

test('a dropped PNG restores the settings, the view and the pixels', async ({ studio, openElsewhere }) => {
  await studio.open();
  await studio.positive.fill(POSITIVE);
  await studio.negative.fill(NEGATIVE);
  await studio.seedField.fill('4321');
  await studio.mode('nag').check();
  await studio.setScale(0.85);
  await studio.compare.chooseMode('plain', 'nasa');
  await studio.pane('plain').weights.selectOption(OTHER_WEIGHTS.id);
  await studio.compare.chooseMode('cfg', 'vsf');
  await studio.compare.view('Wipe');
  await studio.compare.divider.press('PageDown');
  await studio.settled();
  const [drawn, beside] = await hashes(studio);
  const file = await studio.kept.save('steered');
  expect(await studio.kept.pixelHash(file)).toBe(drawn);
  expect(beside, 'other weights and another mode').not.toBe(drawn);
  await studio.page.close();

  // Nothing is left but the file.
  const fresh = await openElsewhere('/');
  await expect(fresh.positive).not.toHaveValue(POSITIVE);
  await expect(fresh.compare.divider).toHaveCount(0);
  await fresh.kept.drop(file);
  await expect(fresh.kept.note).toContainText(`Restored from ${file.name}.`);
  await fresh.settled();
  await expect(fresh.positive).toHaveValue(POSITIVE);
  await expect(fresh.negative).toHaveValue(NEGATIVE);
  await expect(fresh.seedField).toHaveValue('4321');
  await expect(fresh.scaleField).toHaveValue('0.85');
  await expect(fresh.mode('nag')).toBeChecked();
  await expect(fresh.pane('plain').weights).toHaveValue(OTHER_WEIGHTS.id);
  await expect(fresh.compare.divider).toHaveAttribute('aria-valuenow', '40');
  await expect(fresh.compare.divider).toHaveAccessibleName('Divider between NASA and NAG');
  expect(await hashes(fresh)).toEqual([drawn, beside]);
  await fresh.compare.view('Side by side');
  await expect(fresh.compare.mode('cfg')).toHaveValue('vsf');
});

async function hashes(studio: StudioPage): Promise<readonly string[]> {
  return [await studio.pane('steered').pixelHash(), await studio.pane('plain').pixelHash()];
}

test('files of others give what they have, or a sentence, and lose nothing', async ({ studio }) => {
  await studio.open();
  const a1111 = pillowPng('a1111');
  await studio.kept.drop({ name: 'foreign.png', bytes: a1111 });
  await expect(studio.kept.note).toContainText('prompts and seed are restored');
  await expect(studio.kept.note).toContainText('Left out: Model sd15, Sampler Euler a');
  await expect(studio.positive).toHaveValue('a cat, 8k');
  await expect(studio.seedField).toHaveValue('42');
  await studio.kept.note.getByRole('button', { name: 'Undo' }).click();
  await expect(studio.negative).toHaveValue(PRESETS[0].negative);
  await studio.kept.paste({ name: 'foreign.png', bytes: a1111 });
  await studio.settled();
  await expect(studio.positive).toHaveValue('a cat, 8k');
  await expect(studio.negative).toHaveValue('blurry');
  await expect(studio.seedField).toHaveValue('42');

  const refused = [
    { name: 'empty.png', bytes: pillowPng('packed'), says: 'says nothing about how it was made' },
    { name: 'cut.png', bytes: a1111.slice(0, 50), says: 'it is cut off' },
    { name: 'photo.jpg', bytes: Uint8Array.of(255, 216, 255), says: 'photo.jpg is not a PNG' },
  ];
  for (const { name, bytes, says } of refused) {
    await studio.kept.drop({ name, bytes });
    await expect(studio.kept.note).toContainText(says);
    await expect(studio.positive).toHaveValue('a cat, 8k');
  }
  await studio.expectNoProblem();
  await expect(studio.models.root).toBeHidden();
});
