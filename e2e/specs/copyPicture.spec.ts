// Copying a pane puts exactly its pixels on the clipboard; where the browser refuses, saving is offered.
import { expect, test } from '../fixtures/test.ts';

// In a wide and low window the panes are too narrow for this button.
test.use({ viewport: { width: 1440, height: 900 } });

test('the picture is on the clipboard; where that is denied it is told, and can be saved instead', async ({
  studio,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await studio.open();
  await page.getByRole('button', { name: 'Copy the NASA picture' }).click();
  await expect(studio.kept.note).toContainText('Picture copied.');
  const bytes = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return [...new Uint8Array(await ((await item?.getType('image/png')) ?? new Blob()).arrayBuffer())];
  });
  const copied = { name: 'clipboard.png', bytes: Uint8Array.from(bytes) };
  expect(await studio.kept.pixelHash(copied)).toBe(await studio.pane('steered').pixelHash());

  await page.evaluate(() => {
    Clipboard.prototype.write = () => Promise.reject(new DOMException('No.', 'NotAllowedError'));
  });
  await page.getByRole('button', { name: 'Copy the CFG picture' }).click();
  await expect(studio.kept.note).toContainText('does not let the page copy pictures');
  const offer = studio.kept.note.getByRole('button', { name: 'Save instead' });
  const file = await studio.kept.downloadBy(() => offer.click());
  expect(await studio.kept.pixelHash(file)).toBe(await studio.pane('cfg').pixelHash());
  await expect(studio.kept.note).toHaveCount(0);
});

test('a picture that cannot be read is told as that, and not as a refusal', async ({
  studio,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await studio.open('?backend=wasm');
  await page.evaluate(() => {
    OffscreenCanvas.prototype.convertToBlob = () => Promise.reject(new Error('No memory left for it.'));
  });
  await page.getByRole('button', { name: 'Copy the NASA picture' }).click();
  await expect(studio.kept.note).toContainText('No memory left for it.');
  await expect(studio.kept.note.getByRole('button', { name: 'Save instead' })).toHaveCount(0);
});

test('what saving instead has to tell stays', async ({ studio, page }) => {
  await studio.open('?backend=wasm');
  await page.evaluate(() => {
    Clipboard.prototype.write = () => Promise.reject(new DOMException('No.', 'NotAllowedError'));
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('Full.', 'QuotaExceededError');
    };
  });
  await page.getByRole('button', { name: 'Copy the NASA picture' }).click();
  const offer = studio.kept.note.getByRole('button', { name: 'Save instead' });
  await studio.kept.downloadBy(() => offer.click());
  await expect(studio.kept.note).toContainText('is full');
  await studio.kept.openHistory();
  await expect(studio.kept.cards, 'the saving has ended').toHaveCount(1);
  await expect(studio.kept.note).toContainText('is full');
});

test.describe('on a phone', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('every pane has both tools, large enough for a finger, and copies its picture', async ({
    studio,
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await studio.open();
    for (const name of ['No guidance', 'NASA', 'CFG'])
      for (const tool of [`Copy the ${name} picture`, `Save the ${name} picture as PNG`]) {
        const box = await page.getByRole('button', { name: tool }).boundingBox();
        expect(Math.min(box?.width ?? 0, box?.height ?? 0), `${tool}, in pixels`).toBeGreaterThanOrEqual(24);
      }
    const overlaps = await page.locator('[data-pane] header').evaluateAll(
      (headers) =>
        headers.filter((header) => {
          const cost = header.querySelector('p')!;
          const text = document.createRange();
          text.selectNodeContents(cost);
          const tools = header.querySelector('button[aria-label^="Copy"]')!;
          return text.getBoundingClientRect().right > tools.getBoundingClientRect().left;
        }).length,
    );
    expect(overlaps, 'headers whose words run into the tools').toBe(0);

    await page.getByRole('button', { name: 'Copy the NASA picture' }).tap();
    await expect(studio.kept.note).toContainText('Picture copied.');
    const types = await page.evaluate(async () => (await navigator.clipboard.read())[0]?.types);
    expect(types).toContain('image/png');
  });
});
