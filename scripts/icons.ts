// `npx tsx scripts/icons.ts`: draws the icons of the installed page from public/favicon.svg, in the tests' Chromium.
import { chromium, type Browser } from '@playwright/test';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { findChromium } from './setup/chromium.ts';

const mark = readFileSync('public/favicon.svg', 'utf8');

/** A maskable icon is cut to any shape within a circle of 80 %: its ground fills the square, the mark stands well inside. */
const maskable = mark
  .replace(/<rect[^>]*\/>/, '<rect x="-8" y="-8" width="48" height="48" fill="#111216" />')
  .replace('viewBox="0 0 32 32"', 'viewBox="-5 -5 42 42"');

const icons = [
  { file: 'icon-192.png', size: 192, svg: mark },
  { file: 'icon-512.png', size: 512, svg: mark },
  { file: 'maskable-512.png', size: 512, svg: maskable },
  { file: 'apple-touch-180.png', size: 180, svg: maskable },
];

/** @returns PNG, transparent outside of the mark's ground */
async function draw(browser: Browser, svg: string, size: number): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: 100vw }</style>${svg}`);
  const png = await page.screenshot({ omitBackground: true });
  await page.close();
  return png;
}

const executablePath = findChromium();
if (executablePath === undefined) throw new Error('No Chromium found. Run `npm run setup`.');
const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox'] });
mkdirSync('public/icons', { recursive: true });
for (const { file, size, svg } of icons)
  writeFileSync(`public/icons/${file}`, await draw(browser, svg, size));
await browser.close();
