// What a first visit costs: sizes within their budgets, and the time to the first paint, which is reported and not judged.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { scriptReport, SCRIPT_BUDGET, totalGzip, weighScripts } from '../../scripts/dist/scriptBudget.ts';
import { expect, test } from '../fixtures/test.ts';

const DIST = path.resolve(import.meta.dirname, '../../dist');
const MEGABYTE = 1e6;

test('the page paints, and its files keep to their budgets', async ({ studio, page }, testInfo) => {
  await studio.open();
  const paint = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
  );
  const drawn = await page.evaluate(() => performance.now());
  expect(paint, 'painted before the pictures were there').toBeLessThan(drawn);

  const scripts = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({ file, code: readFileSync(path.join(DIST, file), 'utf8') }));
  const weights = weighScripts(scripts);
  expect(totalGzip(weights)).toBeLessThanOrEqual(SCRIPT_BUDGET);
  const styles = readdirSync(path.join(DIST, 'assets')).filter((file) => file.endsWith('.css'));
  const styleBytes = styles.reduce(
    (sum, file) => sum + readFileSync(path.join(DIST, 'assets', file)).length,
    0,
  );
  expect(styleBytes).toBeLessThan(MEGABYTE / 10);

  const report = [
    `first contentful paint ${paint.toFixed(0)} ms`,
    `styles ${(styleBytes / 1000).toFixed(1)} kB`,
    scriptReport(weights),
  ].join('\n');
  testInfo.annotations.push({ type: 'budget', description: report });
  await testInfo.attach('budget.txt', { body: report, contentType: 'text/plain' });
});
