// A link restores the state: copied, opened elsewhere, and walked through with Back and Forward. Nothing of it is sent.
import { PRESETS } from '../../src/app/presets.ts';
import { StudioPage } from '../fixtures/studioPage.ts';
import { expect, test } from '../fixtures/test.ts';

const SHARE = { name: 'Share: copy a link to these settings' };

test('a copied link draws the same picture in another tab', async ({ studio, page, context, requests }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await studio.open();
  await studio.ask({ positive: 'heart', negative: 'blue colored' });
  await studio.setScale(0.7);
  const drawn = await studio.pane('steered').pixelHash();
  await page.getByRole('button', SHARE).click();
  await expect(studio.kept.note).toContainText('Link copied.');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/#want=heart&avoid=blue\+colored&scale=0.7&seed=14&v=1$/);

  const other = new StudioPage(await context.newPage());
  await other.page.goto(link);
  await other.settled();
  await expect(other.negative).toHaveValue('blue colored');
  expect(await other.pane('steered').pixelHash()).toBe(drawn);
  expect(requests.filter((url) => url.includes('heart'))).toEqual([]);
});

test('Back and Forward walk through what was set', async ({ studio, page }) => {
  await studio.open();
  const first = await studio.pane('steered').pixelHash();
  await page.getByRole('button', { name: PRESETS[1].label }).click();
  await studio.settled();
  await page.getByRole('button', { name: PRESETS[2].label }).click();
  await studio.settled();
  const last = await studio.pane('steered').pixelHash();

  await page.goBack();
  await studio.settled();
  await expect(studio.positive).toHaveValue(PRESETS[1].positive);
  await page.goBack();
  await studio.settled();
  await expect(studio.positive).toHaveValue(PRESETS[0].positive);
  expect(await studio.pane('steered').pixelHash()).toBe(first);
  await page.goForward();
  await page.goForward();
  await expect(studio.positive).toHaveValue(PRESETS[2].positive);
  await studio.settled();
  expect(await studio.pane('steered').pixelHash()).toBe(last);
});

test('links that are newer or broken give a sentence, and what can be read', async ({ studio, page }) => {
  await page.goto('/#want=dog&scale=9&seed=3&wipe=0.5&v=7');
  await studio.settled();
  await expect(studio.kept.note).toContainText('version 7');
  await expect(studio.kept.note).toContainText('9 became 1.5');
  await expect(studio.positive).toHaveValue('dog');
  await page.goto('/#nonsense');
  await expect(studio.kept.note).toContainText('no settings that can be read');
  await expect(studio.positive).toHaveValue('dog');
  await studio.expectNoProblem();
});

test('a denied clipboard is told, and the address bar has the link', async ({ studio, page }) => {
  await page.addInitScript(() => {
    Clipboard.prototype.writeText = () => Promise.reject(new DOMException('No.', 'NotAllowedError'));
  });
  await studio.open();
  await page.getByRole('button', SHARE).click();
  await expect(studio.kept.note).toContainText('does not let the page copy the link');
});
