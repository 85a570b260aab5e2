// The page stays alive during a drag while a sheet is drawn: no task of the main thread works for longer than 50 ms.
import { expect, test } from '../fixtures/test.ts';

const LONGEST = 50;

/** What of Chromium's trace is looked at. `tdur`: microseconds of the thread's own work, which other programs cannot stretch. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

test('no long task during a drag', async ({ studio, page, browser }, testInfo) => {
  await studio.open();
  const { explore } = studio;
  await explore.opener.click();
  await explore.finished();
  await explore.down.selectOption('Seed');
  await explore.redraw.click();
  await page.evaluate(watchLongTasks);
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  await studio.drag(
    Array.from({ length: 90 }, (_, move) => (10 + ((move * 37) % 131)) / 100),
    16,
  );
  await studio.settled();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const observed = await page.evaluate(() => window.__longTasks);

  const mains = trace.traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  );
  const tasks = trace.traceEvents.filter(
    ({ name, pid, tid }) =>
      name.endsWith('RunTask') && mains.some((main) => main.pid === pid && main.tid === tid),
  );
  const work = tasks.flatMap(({ tdur }) => (tdur === undefined ? [] : [tdur / 1000]));
  const report = { tasks: work.length, longest: Math.max(...work), longTasksByTheClock: observed };
  await testInfo.attach('tasks.json', { body: JSON.stringify(report), contentType: 'application/json' });
  process.stdout.write(`${JSON.stringify(report)}\n`);
  expect(work.length, 'tasks in the trace').toBeGreaterThan(90);
  expect(report.longest, 'milliseconds that the longest task worked').toBeLessThanOrEqual(LONGEST);
});

declare global {
  interface Window {
    /** Milliseconds by the clock, so that they grow on a busy machine: told, not judged. */
    __longTasks: number[];
  }
}

/** Runs in the page. */
function watchLongTasks(): void {
  window.__longTasks = [];
  const watch = new PerformanceObserver((list) =>
    window.__longTasks.push(...list.getEntries().map(({ duration }) => duration)),
  );
  watch.observe({ type: 'longtask' });
}
