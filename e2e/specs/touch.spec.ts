// By touch: two fingers zoom the pictures, one moves what is magnified, and scrolls the page where nothing is; one drags the slider.
import type { Locator, Page } from '@playwright/test';
import { Fingers, type Point } from '../fixtures/fingers.ts';
import { expect, test } from '../fixtures/test.ts';

test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

async function middleOf(place: Locator): Promise<Point> {
  const box = await place.boundingBox();
  if (!box) throw new Error('It is not on the page.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Neither scrolled nor zoomed by the browser. */
const pageItself = (page: Page) => page.evaluate(() => [scrollY, visualViewport?.scale]);

test('two fingers zoom all pictures, and one moves them', async ({ studio, page }) => {
  await studio.open();
  const fingers = new Fingers(page);
  const { compare } = studio;
  const picture = studio.pane('plain').root.locator('[data-picture]');
  await picture.scrollIntoViewIfNeeded();
  const middle = await middleOf(picture);
  const before = await pageItself(page);
  for (const [angle, zoom] of [
    [0, 2],
    [90, 4],
  ] as const) {
    await fingers.pinch(middle, angle, [50, 100]);
    await expect.poll(async () => (await compare.zooms())[0]?.zoom, `at ${angle}°`).toBeCloseTo(zoom, 0);
  }
  const zoomed = await compare.zooms();
  expect(new Set(zoomed.map((zoom) => JSON.stringify(zoom))).size, 'all alike').toBe(1);

  const width = (await picture.boundingBox())!.width;
  await fingers.drag(middle, { x: middle.x - width / 4, y: middle.y - width / 8 });
  await expect.poll(async () => (await compare.zooms())[0]?.x).toBeCloseTo(zoomed[0]!.x - 0.25, 1);
  expect((await compare.zooms())[0]!.y).toBeCloseTo(zoomed[0]!.y - 0.125, 1);
  expect(await pageItself(page), 'the page itself').toEqual(before);

  // A touch soon after a drag may be what stops its fling, here as on a phone.
  await expect(async () => {
    if (await compare.wholePicture.isVisible()) await compare.wholePicture.tap({ timeout: 2000 });
    expect((await compare.zooms())[0]).toEqual({ x: 0, y: 0, zoom: 1 });
  }).toPass();
  await fingers.drag(middle, { x: middle.x, y: middle.y - 120 });
  await expect
    .poll(async () => (await pageItself(page))[0], 'one finger scrolls')
    .toBeGreaterThan(before[0]!);
});

test('one finger drags the slider, and the divider of a wipe', async ({ studio, page }) => {
  await studio.open();
  const fingers = new Fingers(page);
  const scale = async () => Number(await studio.slider.inputValue());
  const at = await studio.thumbAt(await scale());
  const end = await studio.thumbAt(0.5);
  await fingers.drag(at, { x: (at.x + end.x) / 2, y: at.y + 6 }, end);
  await expect.poll(scale).toBeCloseTo(0.5, 1);
  await studio.settled();
  expect(await studio.pane('steered').scale()).toBe(await scale());

  await studio.compare.view('Wipe');
  const divider = studio.compare.divider;
  await divider.scrollIntoViewIfNeeded();
  const { x, y } = await middleOf(divider);
  const before = await pageItself(page);
  await fingers.drag({ x, y }, { x: x + 60, y: y + 4 });
  await expect.poll(async () => Number(await divider.getAttribute('aria-valuenow'))).toBeGreaterThan(60);
  expect(await pageItself(page)).toEqual(before);
});
