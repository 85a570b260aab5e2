// A model file that is missing or cut short: named, with both sizes; no blank pane; and a button that helps.
import { expect, test } from '../fixtures/test.ts';

const FILE = '**/models/**/generator.weights';

test('a missing model file is named', async ({ studio, page }) => {
  await page.route(FILE, (route) => route.fulfill({ status: 404, body: 'not here' }));
  await page.goto('/');
  await expect(studio.problem).toContainText('generator.weights');
  await studio.expectNoBlankPane();

  await page.unroute(FILE);
  await studio.problem.getByRole('button', { name: 'Try again' }).click();
  await expect(studio.problem).toHaveCount(0);
  await studio.settled();
  await expect(studio.pane('steered').root).toHaveAttribute('data-status', 'shown');
});

test('a truncated model file is named with the expected and the found size', async ({ studio, page }) => {
  const size = { expected: 0, found: 0 };
  await page.route(FILE, async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    const cut = body.subarray(0, Math.floor(body.length / 3));
    Object.assign(size, { expected: body.length, found: cut.length });
    await route.fulfill({ status: 200, body: cut, contentType: 'application/octet-stream' });
  });
  await page.goto('/');
  await expect(studio.problem).toContainText('generator.weights');
  // Digits may be grouped for the reader.
  const digits = (await studio.problem.innerText()).replace(/(\d)[\s,.](?=\d)/g, '$1');
  expect(digits).toContain(String(size.expected));
  expect(digits).toContain(String(size.found));
  await studio.expectNoBlankPane();
});

test('a page of HTML in place of a model file is not taken for a model', async ({ studio, page }) => {
  const html = '<!doctype html><title>Not found</title>';
  await page.route(FILE, (route) => route.fulfill({ status: 200, contentType: 'text/html', body: html }));
  await page.goto('/');
  await expect(studio.problem).toContainText('generator.weights');
  await studio.expectNoBlankPane();
});
