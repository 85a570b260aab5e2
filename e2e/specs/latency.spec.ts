// From a slider move to the settled NASA picture: measured and reported, never judged, since machines differ.
import { expect, test } from '../fixtures/test.ts';

const MOVES = 15;

test('slider move to settled NASA frame', async ({ studio }, testInfo) => {
  await studio.open();
  await studio.ask({ positive: 'cat', negative: 'blue background' });
  await studio.setScale(1);

  const milliseconds: number[] = [];
  for (let move = 0; move < MOVES; move++) {
    const scale = (20 + ((move * 37) % 100)) / 100;
    milliseconds.push(await studio.slider.evaluate(moveAndWait, scale));
    await studio.settled();
  }
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(MOVES / 2)] ?? NaN;
  const adapter = await studio.engineLine.innerText();
  const report = { adapter, median, milliseconds: milliseconds.map(Math.round) };
  await testInfo.attach('slider-latency.json', {
    body: JSON.stringify(report),
    contentType: 'application/json',
  });
  process.stdout.write(`slider move to settled NASA frame: median ${median.toFixed(0)} ms on ${adapter}\n`);
  expect(milliseconds).toHaveLength(MOVES);
});

/** Runs in the page: moves the slider, and resolves with the milliseconds until the NASA pane shows that scale. */
function moveAndWait(slider: HTMLInputElement, scale: number): Promise<number> {
  const pane = document.querySelector<HTMLElement>('[data-mode="nasa"]');
  return new Promise((resolve) => {
    const start = performance.now();
    const observer = new MutationObserver(() => {
      if (Number(pane?.dataset.scale) !== scale) return;
      observer.disconnect();
      resolve(performance.now() - start);
    });
    if (pane) observer.observe(pane, { attributes: true });
    // React must not see the value come: its own setter is on the element, the browser's on the prototype.
    Reflect.set(HTMLInputElement.prototype, 'value', String(scale), slider);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
