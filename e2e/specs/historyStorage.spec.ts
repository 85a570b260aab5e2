// Where a browser stores nothing, where its disk is full, and where two tabs share the history: a sentence, nothing lost, the page goes on.
import { PANE_SLOTS } from '../../src/store/paneSlots.ts';
import { refuseStorage } from '../fixtures/privateWindow.ts';
import { StudioPage } from '../fixtures/studioPage.ts';
import { expect, test } from '../fixtures/test.ts';

test('a private window draws, says what it does not keep, and goes on', async ({ studio, page }) => {
  await refuseStorage(page);
  await studio.open();
  await studio.ask({ positive: 'dog' });
  expect(await studio.pane('steered').colours()).toBeGreaterThan(16);
  await studio.kept.save('steered');
  await expect(studio.kept.note).toContainText('does not let the page store pictures');
  await studio.kept.openHistory();
  await expect(studio.kept.cards).toHaveCount(1);
  await expect(studio.kept.drawer).toContainText('kept until the page closes');
  await page.keyboard.press('Escape');

  await studio.help.openDiagnostics();
  await expect(studio.help.diagnostics).toContainText('not kept: the browser refuses');
  await studio.help.close();
  await studio.models.open();
  await expect(studio.models.row('sd-turbo').root).toContainText('run from memory');
  await studio.models.close();
  await page.getByRole('button', { name: 'Ideas' }).click();
  await expect(page.getByRole('button', { name: 'dog − rose', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Switch to the/ }).click();
  await studio.setScale(0.4);
  await studio.expectNoProblem();
});

/** Bytes that the history may have: some of its first pictures. */
const ROOM = 150_000;

test('a full disk keeps new pictures in memory, beside the stored ones', async ({
  studio,
  page,
  baseURL,
}) => {
  await studio.open();
  const used = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? NaN);
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: baseURL ?? '', quotaSize: used + ROOM });
  const { kept } = studio;
  let saved = 0;
  for (const positive of ['dog', 'fox', 'cat', 'car', 'heart', 'boat']) {
    await studio.ask({ positive });
    for (const slot of PANE_SLOTS) await kept.save(slot);
    saved += PANE_SLOTS.length;
    if (await kept.note.filter({ hasText: 'is full' }).isVisible()) break;
  }
  await expect(kept.note).toContainText('is full');
  await kept.openHistory();
  await expect(kept.cards).toHaveCount(saved);
  await expect(kept.drawer).toContainText('kept until the page closes');
  for (const picture of await kept.cards.locator('img').all())
    await expect(picture).toHaveJSProperty('naturalWidth', 128);
  await studio.expectNoProblem();

  await page.goto('about:blank');
  await page.goto('/?backend=wasm');
  await kept.openHistory();
  await expect(kept.cards.first(), 'what was stored is there on the next visit').toBeVisible();
  expect(await kept.cards.count(), 'and what was not has gone').toBeLessThan(saved);
});

test('what another version of the page stored is left out of the list, and breaks nothing', async ({
  studio,
  page,
}) => {
  await studio.open('?backend=wasm');
  await studio.ask({ positive: 'dog' });
  await studio.kept.save('steered');
  await page.evaluate(async () => {
    const done = (request: IDBRequest): Promise<unknown> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('IndexedDB refused.'));
      });
    const database = (await done(indexedDB.open('steeraway-history'))) as IDBDatabase;
    const entries = database.transaction('entries', 'readwrite').objectStore('entries');
    const [saved] = (await done(entries.getAll())) as object[];
    await done(entries.put({ ...saved, id: 'future', mode: 'warp' }, 'future'));
    await done(entries.put({ ...saved, id: 'half', settings: { positive: 'dog' } }, 'half'));
    await done(entries.put(null, 'nothing'));
    database.close();
  });
  await studio.kept.openHistory();
  await expect(studio.kept.cards).toHaveCount(1);
  await expect(studio.kept.cards).toContainText('dog');
  await studio.kept.cards.getByRole('button', { name: /^Restore dog/ }).click();
  await expect(studio.kept.note).toContainText('Restored from the history.');
  await studio.expectNoProblem();
});

test('two tabs see each other’s pictures', async ({ studio, context }) => {
  await studio.open('?backend=wasm');
  const other = new StudioPage(await context.newPage());
  await other.open('?backend=wasm');
  await other.kept.openHistory();
  await expect(other.kept.drawer).toContainText('appear here by themselves');
  await studio.ask({ positive: 'dog' });
  await studio.kept.save('steered');
  await expect(other.kept.cards).toHaveCount(1);
  await other.kept.cards
    .first()
    .getByRole('button', { name: /^Remove/ })
    .click();
  await studio.kept.openHistory();
  await expect(studio.kept.cards).toHaveCount(0);
});
