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

  const scales = Array.from({ length: 100 }, (_, move) => (10 + ((move * 37) % 131)) / 100);
  const during = await studio.slider.evaluate(dragThrough, [...scales, 0.63]);
  await studio.settled();
  expect(
    during,
    'pictures of the sheet in two seconds of moves: those that were all but done',
  ).toBeLessThanOrEqual(2);
  expect(await studio.pane('steered').pixelHash()).toBe(alone);

  const after = await explore.drawn.count();
  await expect.poll(() => explore.drawn.count(), 'the sheet goes on').toBeGreaterThan(after);
  await explore.cancel.click();
});

/** Runs in the page, which no test program can slow down. @returns pictures of the sheet that came between the first move and the last */
async function dragThrough(element: SVGElement | HTMLElement, scales: readonly number[]): Promise<number> {
  const drawn = (): number => document.querySelectorAll('[data-drawn="true"]').length;
  const before = drawn();
  for (const scale of scales) {
    // React must not see the value come: its own setter is on the element, the browser's on the prototype.
    Reflect.set(HTMLInputElement.prototype, 'value', String(scale), element);
    element.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return drawn() - before;
}
