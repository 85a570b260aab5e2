// While a sheet is being drawn, the slider goes first: its pictures come as if nothing else were asked for; then the sheet goes on.
import { expect, test } from '../fixtures/test.ts';

test('a drag while exploring goes first', async ({ studio }) => {
  await studio.open();
  const { explore } = studio;
  await studio.setScale(0.63);
  const alone = await studio.pane('steered').pixelHash();
  await explore.opener.click();
  await explore.down.selectOption('Seed');
  await explore.set(explore.seeds, 8);
  await explore.set(explore.scales, 12);
  await explore.redraw.click();
  await expect.poll(() => explore.drawn.count()).toBeGreaterThan(0);

  const before = await explore.drawn.count();
  const scales = Array.from({ length: 60 }, (_, move) => (10 + ((move * 37) % 131)) / 100);
  await studio.drag([...scales, 0.63], 16);
  await studio.settled();
  const during = (await explore.drawn.count()) - before;
  expect(during, 'pictures of the sheet during 61 moves of the slider').toBeLessThanOrEqual(3);
  expect(await studio.pane('steered').pixelHash()).toBe(alone);

  const after = await explore.drawn.count();
  await expect.poll(() => explore.drawn.count(), 'the sheet goes on').toBeGreaterThan(after);
  await explore.cancel.click();
});
