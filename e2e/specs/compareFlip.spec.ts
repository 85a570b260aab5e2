// Flip: one picture, and the other one in its place for as long as it is held.
import { expect, test } from '../fixtures/test.ts';

test('the picture is flipped while the mouse or a key holds it', async ({ studio, page }) => {
  await studio.open();
  await studio.compare.view('Flip');
  const { flip } = studio.compare;
  const steered = async () => (await studio.compare.visiblePart('steered')).opacity;
  await expect(flip).toHaveAccessibleName('Hold to see NASA in place of No guidance');
  expect(await steered()).toBe(0);
  await flip.hover();
  await page.mouse.down();
  await expect(flip).toHaveAttribute('aria-pressed', 'true');
  expect(await steered()).toBe(1);
  await page.mouse.up();
  expect(await steered()).toBe(0);

  await flip.focus();
  await page.keyboard.down('Space');
  expect(await steered()).toBe(1);
  await page.keyboard.up('Space');
  expect(await steered()).toBe(0);
  await expect(studio.pane('steered').root).toHaveAttribute('data-status', 'shown');
});

test.describe('on a phone', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('a finger flips it, and the picture fits the window', async ({ studio, page }) => {
    await studio.open();
    await studio.compare.view('Flip');
    const box = (await studio.compare.flip.boundingBox())!;
    expect(box.width).toBeGreaterThan(340);
    const touch = await page.context().newCDPSession(page);
    const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
    await expect(studio.compare.flip).toHaveAttribute('aria-pressed', 'true');
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect(studio.compare.flip).toHaveAttribute('aria-pressed', 'false');
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, 'horizontal overflow in pixels').toBeLessThanOrEqual(0);
  });
});
