// Wipe: two pictures on each other with a divider between, moved by mouse and by keyboard.
import { expect, test } from '../fixtures/test.ts';

test('the divider is dragged with the mouse, from anywhere on the picture, and moved with the keyboard', async ({
  studio,
  page,
}) => {
  await studio.open();
  await studio.compare.view('Wipe');
  const { divider } = studio.compare;
  await expect(divider).toHaveAttribute('aria-valuenow', '50');
  const left = await studio.compare.visiblePart('plain');
  const half = await studio.compare.visiblePart('steered');
  expect(half.right, 'both lie in the same place').toBeCloseTo(left.right, 0);
  expect(half.left).toBeCloseTo((left.left + left.right) / 2, 0);
  await expect(studio.pane('cfg').picture).toBeHidden();

  const width = left.right - left.left;
  const { y = 0 } = (await studio.pane('plain').picture.boundingBox()) ?? {};
  await page.mouse.move(left.left + 0.9 * width, y + 40);
  await page.mouse.down();
  await page.mouse.move(left.left + 0.25 * width, y + 60, { steps: 5 });
  await page.mouse.up();
  await expect(divider).toHaveAttribute('aria-valuenow', '25');
  expect((await studio.compare.visiblePart('steered')).left).toBeCloseTo(left.left + 0.25 * width, 0);
  await page.mouse.move(left.left + 0.7 * width, y + 60);
  await expect(divider, 'let go').toHaveAttribute('aria-valuenow', '25');

  await expect(divider).toHaveAccessibleName('Divider between No guidance and NASA');
  await divider.focus();
  await page.keyboard.press('ArrowRight');
  await expect(divider).toHaveAttribute('aria-valuenow', '27');
  await page.keyboard.press('PageDown');
  await expect(divider).toHaveAttribute('aria-valuenow', '17');
  await page.keyboard.press('End');
  await expect(divider).toHaveAttribute('aria-valuetext', '100 % No guidance');
  await page.keyboard.press('Home');
  expect((await studio.compare.visiblePart('steered')).left).toBeCloseTo(left.left, 0);

  const before = await studio.pane('steered').pixelHash();
  await studio.setScale(0.4);
  expect(await studio.pane('steered').pixelHash()).not.toBe(before);
  await studio.compare.view('Side by side');
  await expect(studio.pane('cfg').root, 'drawn again for the sliders of now').toHaveAttribute(
    'data-scale',
    '0.4',
  );
  expect(await studio.pane('cfg').colours()).toBeGreaterThan(10);
});
