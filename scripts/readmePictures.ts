// `npm run build && npx tsx scripts/readmePictures.ts`: the README's pictures of the page, by day and by night, as Chromium draws them.
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { CHROMIUM } from '../e2e/fixtures/chromium.ts';
import { StudioPage } from '../e2e/fixtures/studioPage.ts';
import { visitedBefore } from '../e2e/fixtures/visitedBefore.ts';

const WINDOW = { width: 1440, height: 900 };

const server = await preview({ preview: { host: '127.0.0.1' } });
const baseURL = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch(CHROMIUM);
for (const colorScheme of ['light', 'dark'] as const) {
  const page = await browser.newPage({ viewport: WINDOW, colorScheme, baseURL });
  await page.addInitScript(visitedBefore);
  const studio = new StudioPage(page);
  await studio.open();
  for (const scale of [0.5, 1]) await studio.setScale(scale); // the first frames compile, and their times are on the page
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    scrollTo(0, 0);
  });
  await page.waitForTimeout(500); // marks of drawing fade
  await page.screenshot({ path: `docs/studio-${colorScheme}.png` });
  await page.close();
}
await browser.close();
await server.close();
