// A host that sends no headers and has other sites beside this one, as GitHub Pages: the same pictures, with one thread.
import { PANE_SLOTS } from '../../src/store/paneSlots.ts';
import { expect, test } from '../fixtures/siteTest.ts';

test.use({ withHeaders: false });

test('draws under a path of its own without any header', async ({ studio, site, page, requests }) => {
  await page.goto(site.url);
  await studio.settled();
  await studio.expectNoProblem();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  for (const slot of PANE_SLOTS) expect(await studio.pane(slot).colours()).toBeGreaterThan(16);

  const steered = await studio.pane('steered').pixelHash();
  await studio.setScale(0.4);
  expect(await studio.pane('steered').pixelHash()).not.toBe(steered);

  const outside = requests.filter((url) => url.startsWith('http') && !url.startsWith(site.url));
  expect(outside, 'requests outside of the path').toEqual([]);
  for (const file of ['.wasm', 'generator.weights', '/assets/engine-', '/assets/library-', '.woff2'])
    expect(
      requests.some((url) => url.includes(file)),
      file,
    ).toBe(true);
  expect(site.missing).toEqual([]);
});
