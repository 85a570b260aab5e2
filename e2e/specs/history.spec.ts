// The history: a picture that one rests at is there later, comes back with a click, and leaves only when told to.
import { inflateRawSync } from 'node:zlib';
import { readTexts } from '../../src/lib/png/texts.ts';
import { expect, test } from '../fixtures/test.ts';

test('pictures are remembered, survive a reload, and come back with a click', async ({ studio, page }) => {
  await studio.open();
  await studio.kept.openHistory();
  await expect(studio.kept.drawer).toContainText('appear here by themselves');
  await page.keyboard.press('Escape');
  await expect(studio.kept.opener).toBeFocused();

  await studio.ask({ positive: 'dog', negative: 'blurry' });
  const drawn = await studio.pane('steered').pixelHash();
  await studio.kept.openHistory();
  await expect(studio.kept.cards).toHaveCount(1);
  await page.keyboard.press('Escape');
  await studio.ask({ positive: 'heart', negative: 'blue colored' });
  await studio.kept.openHistory();
  await expect(studio.kept.cards).toHaveCount(2);
  await expect(studio.kept.cards.first()).toContainText('heart − blue colored');

  await page.goto('about:blank');
  await studio.open();
  await studio.kept.openHistory();
  await expect(studio.kept.cards).toHaveCount(2);
  await expect(studio.kept.cards.last().locator('img')).toHaveJSProperty('naturalWidth', 128);
  await studio.kept.cards
    .last()
    .getByRole('button', { name: /^Restore dog/ })
    .click();
  await studio.settled();
  await expect(studio.positive).toHaveValue('dog');
  expect(await studio.pane('steered').pixelHash()).toBe(drawn);
});

test('pictures leave with the keyboard, return with Undo, and stay when pinned', async ({ studio, page }) => {
  await studio.open();
  for (const positive of ['dog', 'fox']) {
    await studio.ask({ positive });
    await studio.kept.save('steered');
  }
  await studio.kept.openHistory();
  await expect(studio.kept.cards).toHaveCount(2);
  await studio.kept.drawer.getByRole('button', { name: /^Restore fox/ }).focus();
  await page.keyboard.press('Delete');
  await expect(studio.kept.cards).toHaveCount(1);
  await expect(studio.kept.drawer.getByRole('button', { name: /^Restore dog/ })).toBeFocused();
  await studio.kept.note.getByRole('button', { name: 'Undo' }).click();
  await expect(studio.kept.cards).toHaveCount(2);

  const pin = studio.kept.drawer.getByRole('button', { name: /^Pin dog/ });
  await pin.click();
  await expect(pin).toHaveAttribute('aria-pressed', 'true');
  await studio.kept.drawer.getByRole('button', { name: 'Clear' }).click();
  await expect(studio.kept.cards).toHaveCount(1);
  await expect(studio.kept.cards).toContainText('dog');
});

test('all pictures come as one zip, each with its settings', async ({ studio }) => {
  await studio.open();
  await studio.ask({ positive: 'dog' });
  const single = await studio.kept.save('steered');
  await studio.kept.save('cfg');
  await studio.kept.openHistory();
  await expect(studio.kept.cards).toHaveCount(2);
  const button = studio.kept.drawer.getByRole('button', { name: 'Save all as ZIP' });
  const zip = await studio.kept.downloadBy(() => button.click());
  expect(zip.name).toBe('steeraway-2-pictures.zip');
  const files = unzip(Buffer.from(zip.bytes));
  expect([...files.keys()].sort()).toEqual([single.name.replace('nasa', 'cfg'), single.name].sort());
  expect(files.get(single.name)?.equals(Buffer.from(single.bytes))).toBe(true);
  for (const bytes of files.values())
    expect((await readTexts(new Blob([Uint8Array.from(bytes)]))).texts.get('steeraway')).toContain('"dog"');

  await studio.kept.cards.first().getByRole('checkbox').check();
  await expect(studio.kept.drawer.getByRole('button', { name: 'Save 1 as ZIP' })).toBeVisible();
});

/** By the central directory at the end (APPNOTE.TXT 4.3.12): name, method, sizes and where each file begins. */
function unzip(zip: Buffer): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'));
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    const [method, packed, local] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt32LE(at + 42),
    ];
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(start, start + packed);
    files.set(name, method === 0 ? data : inflateRawSync(data));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}
