// A saved picture brings everything back: generate, download, clear everything, drop; and what foreign files do instead.
import { pillowPng } from '../../src/lib/png/testing/pillowPngs.ts';
import { expect, test } from '../fixtures/test.ts';

test('a dropped PNG restores the settings and the pixels', async ({ studio, page, context }) => {
  await studio.open();
  await studio.ask({ positive: 'dog, red background', negative: 'brown colored' });
  await studio.seedField.fill('4321');
  await studio.chooseMode('nag');
  await studio.setScale(0.85);
  const drawn = await studio.pane('steered').pixelHash();
  const file = await studio.kept.save('steered');
  expect(await studio.kept.pixelHash(file)).toBe(drawn);

  await context.clearCookies();
  await page.evaluate(() => localStorage.clear());
  await page.evaluate(() => indexedDB.deleteDatabase('steeraway-history'));
  await page.goto('about:blank');
  await studio.open();
  await expect(studio.positive).not.toHaveValue('dog, red background');

  await studio.kept.drop(file);
  await expect(studio.kept.note).toContainText(`Restored from ${file.name}.`);
  await studio.settled();
  await expect(studio.positive).toHaveValue('dog, red background');
  await expect(studio.negative).toHaveValue('brown colored');
  await expect(studio.seedField).toHaveValue('4321');
  await expect(studio.scaleField).toHaveValue('0.85');
  await expect(studio.mode('nag')).toBeChecked();
  expect(await studio.pane('steered').pixelHash()).toBe(drawn);

  await studio.kept.note.getByRole('button', { name: 'Undo' }).click();
  await studio.settled();
  await expect(studio.positive).not.toHaveValue('dog, red background');
  await studio.kept.paste(file);
  await studio.settled();
  expect(await studio.pane('steered').pixelHash(), 'a pasted file does the same').toBe(drawn);
});

test('files of others give what they have, or a sentence, and lose nothing', async ({ studio }) => {
  await studio.open();
  const a1111 = pillowPng('a1111');
  await studio.kept.drop({ name: 'foreign.png', bytes: a1111 });
  await expect(studio.kept.note).toContainText('Left out: Model sd15, Sampler Euler a');
  await studio.settled();
  await expect(studio.positive).toHaveValue('a cat, 8k');
  await expect(studio.negative).toHaveValue('blurry');
  await expect(studio.seedField).toHaveValue('42');

  const refused = [
    { name: 'empty.png', bytes: pillowPng('packed'), says: 'says nothing about how it was made' },
    { name: 'cut.png', bytes: a1111.slice(0, 50), says: 'it is cut off' },
    { name: 'photo.jpg', bytes: Uint8Array.of(255, 216, 255), says: 'not a PNG' },
    { name: 'huge.png', bytes: new Uint8Array(0), says: 'not a PNG' },
  ];
  for (const { name, bytes, says } of refused) {
    await studio.kept.drop({ name, bytes });
    await expect(studio.kept.note).toContainText(says);
    await expect(studio.positive).toHaveValue('a cat, 8k');
  }
  await studio.expectNoProblem();
  await expect(studio.models.root).toBeHidden();
});
