// Looking closely: every pane shows the same part of its picture.
import { expect, test } from '../fixtures/test.ts';

test('panes zoom and move together, by buttons, wheel, mouse and keyboard', async ({ studio, page }) => {
  await studio.open();
  const { compare } = studio;
  const together = async () => {
    const zooms = await compare.zooms();
    expect(zooms).toHaveLength(3);
    expect(new Set(zooms.map((zoom) => JSON.stringify(zoom))).size, JSON.stringify(zooms)).toBe(1);
    return zooms[0]!;
  };
  expect(await together()).toEqual({ x: 0, y: 0, zoom: 1 });
  await compare.zoomIn.click();
  expect(await together()).toEqual({ x: -0.25, y: -0.25, zoom: 1.5 });

  const box = (await studio.pane('cfg').picture.locator('..').boundingBox())!;
  const before = await together();
  const at = { x: 0.2, y: 0.3 };
  await page.mouse.move(box.x + at.x * box.width, box.y + at.y * box.height);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -250);
  await page.keyboard.up('Control');
  await expect.poll(async () => (await together()).zoom).toBeGreaterThan(4);
  const zoomed = await together();
  const under = ({ x, zoom }: typeof before) => (at.x - x) / zoom;
  expect(under(zoomed), 'the point under the pointer stays').toBeCloseTo(under(before), 1);

  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  await page.mouse.move(middle.x - box.width / 4, middle.y, { steps: 4 });
  await page.mouse.up();
  expect((await together()).x).toBeCloseTo(zoomed.x - 0.25, 1);

  await compare.stage.focus();
  await page.keyboard.press('ArrowDown');
  expect((await together()).y).toBeCloseTo(zoomed.y - 0.125, 2);
  await compare.wholePicture.click();
  expect(await together()).toEqual({ x: 0, y: 0, zoom: 1 });
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.wheel(0, 300);
  expect((await together()).zoom, 'without Ctrl the wheel scrolls').toBe(1);
});
