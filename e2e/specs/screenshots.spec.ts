// How every view looks at every size, by day and by night: attached, checked for what must be in sight, and compared with a kept picture.
import type { Locator, Page } from '@playwright/test';
import { stillPicture } from '../fixtures/stillPage.ts';
import type { StudioPage } from '../fixtures/studioPage.ts';
import { expect, test } from '../fixtures/test.ts';
import { openStudio, SIZES, THEMES, VIEWS } from '../fixtures/views.ts';

/**
 * The kept pictures are a quarter as wide and high, without the model's pictures, its words and anything measured (fixtures/stillPage.ts):
 * they show where things are and in which colours, so another model, machine or hinting of letters leaves them as they are. Of their
 * pixels 4 in 1000 may be off by more than a fifth of the way from black to white: about what one moved word makes on a desk.
 * After a change that is meant: `npm run e2e -- screenshots --update-snapshots all`, and a look at each.
 */
const TOLERANCE = { threshold: 0.2, maxDiffPixelRatio: 0.004 };

for (const { name: size, viewport, hasTouch, kept } of SIZES) {
  test.describe(size, () => {
    test.use({ viewport, hasTouch });

    test('every view', async ({ studio, page }, testInfo) => {
      await openStudio(studio);
      await expectWhatMatters(studio);
      for (const view of VIEWS) {
        if (view.moves) continue;
        await view.open(studio);
        const head = view.head?.(studio) ?? page.locator('html');
        await head.evaluate((element) => element.scrollIntoView({ block: 'start' }));
        expect.soft(await overflow(page), `${view.name}: pixels beyond the frame`).toBeLessThanOrEqual(0);
        for (const colorScheme of THEMES) {
          await page.emulateMedia({ colorScheme });
          const name = `${view.name.replaceAll(' ', '-')}-${size}-${colorScheme}.png`;
          const path = testInfo.outputPath(name);
          await page.screenshot({ path, animations: 'disabled' });
          await testInfo.attach(name, { path, contentType: 'image/png' });
          if (colorScheme === kept)
            expect.soft(await stillPicture(page), name).toMatchSnapshot(['views', name], TOLERANCE);
        }
        await view.close(studio);
      }
    });
  });
}

/** The slider and all that it changes are in sight at once. */
async function expectWhatMatters(studio: StudioPage): Promise<void> {
  await expect(studio.slider).toBeInViewport({ ratio: 1 });
  await expect(studio.pane('plain').picture).toBeInViewport({ ratio: 1 });
  await expect(studio.pane('steered').picture).toBeInViewport({ ratio: 1 });
  await expectNotCovered(studio.pane('steered').picture, studio.dock);
}

/** The slider's panel sticks to the window: what it changes must lie above it. */
async function expectNotCovered(picture: Locator, dock: Locator): Promise<void> {
  const [top, bottom] = [await picture.boundingBox(), await dock.boundingBox()];
  expect((top?.y ?? NaN) + (top?.height ?? NaN)).toBeLessThanOrEqual(bottom?.y ?? NaN);
}

/** Pixels by which the page, or any part of an open dialog, is wider than its frame and would scroll sideways. */
async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const scrollers = [...document.querySelectorAll('dialog[open] *')].filter((element) =>
      ['auto', 'scroll'].includes(getComputedStyle(element).overflowX),
    );
    const beyond = scrollers.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth - 1);
    return Math.max(document.documentElement.scrollWidth - innerWidth, ...beyond);
  });
}

test('the theme can be switched by hand', async ({ studio, page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/?backend=wasm');
  await expect(studio.positive).toBeVisible();
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await page.getByRole('button', { name: 'Switch to the dark theme' }).click();
  expect(await background()).not.toBe(light);
  await page.getByRole('button', { name: 'Switch to the light theme' }).click();
  expect(await background()).toBe(light);
});
