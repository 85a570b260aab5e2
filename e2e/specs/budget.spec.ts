// What a first visit costs: sizes within their budgets, and the time to the first paint, which is reported and not judged.
import path from 'node:path';
import { PAGE_BUDGET, pageReport, readBuiltFiles, weighPage } from '../../scripts/dist/pageBudget.ts';
import { expect, test } from '../fixtures/test.ts';

const MEGABYTE = 1e6;
const DIST = path.resolve(import.meta.dirname, '../../dist');

test('the page paints, and its files keep to their budgets', async ({ studio, page }, testInfo) => {
  await studio.open();
  const paint = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
  );
  const drawn = await page.evaluate(() => performance.now());
  expect(paint, 'painted before the pictures were there').toBeLessThan(drawn);

  const weight = weighPage(readBuiltFiles(DIST));
  expect(weight.gzipBytes).toBeLessThanOrEqual(PAGE_BUDGET);
  const styles = weight.counted.filter(({ name }) => name.endsWith('.css'));
  expect(styles.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(MEGABYTE / 10);
  for (const extension of ['.js', '.css', '.html'])
    expect(
      weight.counted.some(({ name }) => name.endsWith(extension)),
      extension,
    ).toBe(true);

  const report = `first contentful paint ${paint.toFixed(0)} ms\n${pageReport(weight)}`;
  testInfo.annotations.push({ type: 'budget', description: report });
  await testInfo.attach('budget.txt', { body: report, contentType: 'text/plain' });
});
