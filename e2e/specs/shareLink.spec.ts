// A link restores the state: copied, opened elsewhere, and walked through with Back and Forward. Nothing of it is sent.
import { PRESETS } from '../../src/app/presets.ts';
import { expect, test } from '../fixtures/test.ts';

const SHARE = { name: 'Share: copy a link to these settings' };

test('a copied link draws the same picture in a browser that knows nothing else', async ({
  studio,
  page,
  context,
  requests,
  openElsewhere,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await studio.open();
  const [want, avoid] = ['heart, (dark:0)', 'blue colored, (blurry:1.3)'];
  await studio.ask({ positive: want, negative: avoid });
  await studio.setScale(0.7);
  const drawn = await studio.pane('steered').pixelHash();
  await page.getByRole('button', SHARE).click();
  await expect(studio.kept.note).toContainText('Link copied.');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const prompts = String(new URLSearchParams({ want, avoid }));
  expect(link).toContain(`#${prompts}&scale=0.7&seed=${PRESETS[0].seed}&v=1`);

  const other = await openElsewhere(link);
  await expect(other.positive).toHaveValue(want);
  await expect(other.negative).toHaveValue(avoid);
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

test('a link and Back bring the view back: what is compared, the divider, what is magnified', async ({
  studio,
  page,
  context,
  openElsewhere,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await studio.open();
  const { compare } = studio;
  const stepCount = () => page.evaluate(() => history.length);
  const opened = await stepCount();
  await compare.view('Wipe');
  await compare.pair.selectOption('NASA and CFG');
  await compare.divider.press('PageDown');
  await compare.stage.focus();
  await page.keyboard.press('+');
  await studio.settled();
  const zooms = await compare.zooms();
  await page.getByRole('button', SHARE).click();
  await expect(studio.kept.note).toContainText('Link copied.');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  // At once: good news leaves by itself while the other browser opens.
  await studio.kept.note.getByRole('button', { name: 'Dismiss' }).click();
  expect(link).toContain('view=wipe&pair=steered.cfg&wipe=0.4&zoom=1.5_0.5_0.5');

  const other = await openElsewhere(link);
  await expect(other.compare.divider).toHaveAttribute('aria-valuenow', '40');
  await expect(other.compare.divider).toHaveAccessibleName('Divider between NASA and CFG');
  expect(await other.compare.zooms()).toEqual(zooms);

  const steps = await stepCount();
  const box = (await compare.divider.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2, { steps: 20 });
  await page.mouse.up();
  await expect.poll(() => page.url()).not.toContain('wipe=0.4&');
  expect(await stepCount(), 'a dragged divider is no step').toBe(steps);
  await page.evaluate((count) => history.go(-count), steps - opened);
  await expect(compare.divider).toHaveCount(0);
  await page.goForward();
  await expect(compare.divider).toBeVisible();
  await studio.settled();
  await studio.expectNoProblem();
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
