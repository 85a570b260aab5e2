// The whole job with the keyboard alone, and the focus in sight all the way.
import type { Page } from '@playwright/test';
import { PRESETS } from '../../src/app/presets.ts';
import { expect, test } from '../fixtures/test.ts';

/** Moves on by Tab until the named element has the focus; fails after a whole round. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const label =
        element.getAttribute('aria-label') ?? (element as HTMLInputElement).labels?.[0]?.innerText;
      const style = getComputedStyle(element);
      const cell = getComputedStyle(element.parentElement ?? element);
      const visible = parseFloat(style.outlineWidth) >= 2 || cell.boxShadow.includes('inset');
      return {
        label: (label ?? element.innerText).trim(),
        visible: style.outlineStyle !== 'none' || visible,
      };
    });
    expect(focused.visible, `focus is visible on “${focused.label}”`).toBe(true);
    if (focused.label === name) return;
  }
  throw new Error(`Tab never reached “${name}”.`);
}

test('prompts, presets, seed and scale work with the keyboard alone', async ({ studio, page }) => {
  await studio.open();
  await tabTo(page, 'I want');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('dog');
  await tabTo(page, 'I don’t want');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('red background');
  await page.keyboard.press('Enter');
  await studio.settled();
  await expect(studio.negative).toHaveValue('red background');

  await tabTo(page, 'Roll a new seed');
  const none = await studio.pane('plain').pixelHash();
  await page.keyboard.press('Space');
  await studio.settled();
  expect(await studio.pane('plain').pixelHash(), 'a new seed draws another picture').not.toBe(none);

  const preset = PRESETS[2];
  await tabTo(page, `${preset.label}: ${preset.positive} without ${preset.negative}`);
  await page.keyboard.press('Enter');
  await studio.settled();
  await expect(studio.positive).toHaveValue(preset.positive);
  await expect(studio.negative).toHaveValue(preset.negative);
  await expect(studio.pane('steered').root).toHaveAttribute('data-seed', String(preset.seed));

  await tabTo(page, 'Steer away');
  const before = Number(await studio.slider.inputValue());
  const nasa = await studio.pane('steered').pixelHash();
  for (let press = 0; press < 20; press++) await page.keyboard.press('ArrowLeft');
  await studio.settled();
  expect(await studio.pane('steered').scale()).toBeCloseTo(before - 0.2, 10);
  expect(await studio.pane('steered').pixelHash()).not.toBe(nasa);

  await tabTo(page, 'Scale as a number');
  await page.keyboard.press('ArrowUp');
  await studio.settled();
  expect(await studio.pane('steered').scale()).toBeCloseTo(before - 0.19, 10);
});
