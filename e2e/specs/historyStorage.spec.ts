// Where the history cannot be stored, and where two tabs share it: a sentence, nothing lost, the page goes on.
import { StudioPage } from '../fixtures/studioPage.ts';
import { expect, test } from '../fixtures/test.ts';

test('without IndexedDB pictures are kept until the page closes, and the page says so', async ({
  studio,
  page,
}) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Not in this window.', 'SecurityError');
    };
  });
  await studio.open();
  await studio.ask({ positive: 'dog' });
  await studio.kept.save('steered');
  await expect(studio.kept.note).toContainText('does not let the page store pictures');
  await studio.kept.openHistory();
  await expect(studio.kept.cards).toHaveCount(1);
  await expect(studio.kept.drawer).toContainText('kept until the page closes');
});

test('a full disk keeps new pictures in memory, beside the stored ones', async ({ studio, page }) => {
  await studio.open();
  await studio.ask({ positive: 'dog' });
  await studio.kept.save('steered');
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('Full.', 'QuotaExceededError');
    };
  });
  await studio.ask({ positive: 'fox' });
  await studio.kept.save('steered');
  await expect(studio.kept.note).toContainText('is full');
  await studio.kept.openHistory();
  await expect(studio.kept.cards).toHaveCount(2);
  await expect(studio.kept.cards.first()).toContainText('fox');
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
