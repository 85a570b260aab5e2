// The page runs no text as code, takes no script from elsewhere, and can be installed.
import { expect, test } from '../fixtures/test.ts';

test('text is never run as code', async ({ page }) => {
  await page.goto('/');
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.name += "inline";';
    document.head.append(script);
    // The debugger may evaluate; what the page itself schedules may not.
    (setTimeout as (code: string) => void)('window.name += "evaluated";');
    await new Promise((resolve) => setTimeout(resolve, 300));
    return window.name;
  });
  expect(ran).toBe('');
});

test('the page can be installed: its manifest and icons are there', async ({ page, request }) => {
  await page.goto('/');
  const href = await page.locator('link[rel="manifest"]').getAttribute('href');
  const address = new URL(href ?? '', page.url());
  const manifest = (await (await request.get(address.href)).json()) as {
    readonly name: string;
    readonly icons: readonly { readonly src: string; readonly sizes: string; readonly purpose?: string }[];
  };
  expect(manifest.name).toBe('Steeraway');
  expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
  for (const { src, sizes } of manifest.icons) {
    const png = await (await request.get(new URL(src, address).href)).body();
    expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, src).toBe(sizes);
  }
});
