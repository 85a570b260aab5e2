// From a move of the pointer on the slider to the steered picture: measured and reported, never judged, since machines differ.
import { writeFile } from 'node:fs/promises';
import { summary } from '../../bench/statistics.ts';
import { takeMoves, watchMoves, type MeasuredMove } from '../fixtures/latencyProbe.ts';
import { expect, test } from '../fixtures/test.ts';

const MOVES = 30;
/** A drag of two seconds: newer moves overtake most of them. */
const DRAG_MOVES = 125;
/** Milliseconds between two moves of a drag: a screen's 60 Hz. */
const BEAT = 16;
/** A zigzag of scales, no two alike, so that a picture tells which move it is of. */
const SCALES = Array.from({ length: DRAG_MOVES }, (_, move) => (10 + ((move * 37) % 131)) / 100);
/** Where the result goes besides the attachment, e.g. for `npm run bench`. */
const RESULT_FILE = process.env.STEERAWAY_LATENCY_RESULT;

test('pointer move to steered picture', async ({ studio, page }, testInfo) => {
  await studio.open();
  await studio.ask({ positive: 'cat', negative: 'blue background' });
  await studio.setScale(1);
  const size = Math.sqrt((await studio.pane('steered').pixels()).length / 4);

  await watchMoves(page);
  await studio.dragThrough(SCALES.slice(0, MOVES), async () => {}, 1);
  const single = await takeMoves(page);

  await studio.setScale(1);
  await watchMoves(page);
  await studio.drag(SCALES, BEAT);
  await studio.settled();
  const dragged = await takeMoves(page);

  // Nothing is judged but that every move was measured, on clocks that agree.
  expect(single).toHaveLength(MOVES);
  expect(dragged.map(({ scale }) => scale).at(-1)).toBeCloseTo(SCALES.at(-1) ?? NaN, 2);
  for (const { toGpu, toScreen } of [...single, ...dragged]) {
    expect(toGpu).toBeGreaterThan(0);
    expect(toScreen).toBeGreaterThanOrEqual(toGpu);
  }

  const result = {
    suite: 'latency',
    adapter: await studio.engineLine.innerText(),
    arms: [
      ...arms('one move', single, `${size}x${size}`),
      ...arms(`a move every ${BEAT} ms`, dragged, `${size}x${size}`),
    ],
    ratios: {},
  };
  const line = JSON.stringify(result);
  await testInfo.attach('latency.json', { body: line, contentType: 'application/json' });
  if (RESULT_FILE !== undefined) await writeFile(RESULT_FILE, `${line}\n`);
  process.stdout.write(`${line}\n`);
});

function arms(name: string, moves: readonly MeasuredMove[], shape: string) {
  const arm = (end: string, milliseconds: readonly number[]) => ({
    name: `${name}, ${end}`,
    shape,
    ms: { ...summary(milliseconds), p95: percentile(milliseconds, 0.95) },
    n: milliseconds.length,
  });
  return [
    arm(
      'GPU done',
      moves.map(({ toGpu }) => toGpu),
    ),
    arm(
      'presented',
      moves.map(({ toScreen }) => toScreen),
    ),
  ];
}

/** The smallest value that this share of all does not exceed. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Number((sorted[Math.ceil(share * sorted.length) - 1] ?? NaN).toFixed(2));
}
