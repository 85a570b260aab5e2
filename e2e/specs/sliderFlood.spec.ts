// A wild drag: 200 slider events within two seconds end on the last value, and nothing older is shown after it.
import { SCALE_RANGE } from '../../src/protocol/limits.ts';
import { expect, test } from '../fixtures/test.ts';

const EVENTS = 200;
const LAST_SCALE = 0.37;

/** A zigzag over the whole range that ends on a value it met nowhere before. */
function zigzag(): number[] {
  const scales = Array.from({ length: EVENTS }, (_, event) => Math.abs(((event * 7) % 300) - 150) / 100);
  scales[EVENTS - 1] = LAST_SCALE;
  return scales.map((scale) => Math.min(SCALE_RANGE.max, scale));
}

test('200 slider events in 2 seconds end on the last value with no stale frame after it', async ({
  studio,
  page,
}) => {
  await studio.open();
  await studio.ask({ positive: 'cat', negative: 'blue background' });
  await studio.setScale(LAST_SCALE);
  const expected = await studio.pane('steered').pixelHash();
  await studio.setScale(1);

  await studio.slider.evaluate(async (slider: HTMLInputElement, scales) => {
    const start = performance.now();
    for (const [index, scale] of scales.entries()) {
      // React must not see the value come: its own setter is on the element, the browser's on the prototype.
      Reflect.set(HTMLInputElement.prototype, 'value', String(scale), slider);
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      // Keep to the beat of 10 ms on the clock, whatever a timer's own delay adds.
      const pause = (index + 1) * 10 - (performance.now() - start);
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }, zigzag());

  await studio.settled();
  const nasa = studio.pane('steered');
  expect(await nasa.scale()).toBe(LAST_SCALE);
  expect(await nasa.pixelHash()).toBe(expected);

  const lastFrame = await nasa.frameId();
  await page.waitForTimeout(2500);
  expect(await nasa.frameId(), 'frames shown after the last one').toBe(lastFrame);
  expect(await nasa.pixelHash()).toBe(expected);
});
