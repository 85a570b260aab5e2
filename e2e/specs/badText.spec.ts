// Text that no one should type, and someone will: the page draws a picture, counts what it reads of it, and says what it left out.
import { DEFAULT_MODEL, MODELS } from '../../src/models/index.ts';
import { PANE_SLOTS } from '../../src/store/paneSlots.ts';
import type { StudioPage } from '../fixtures/studioPage.ts';
import { expect, test } from '../fixtures/test.ts';

const { tokenLimit } = MODELS[DEFAULT_MODEL].text;

test('text that is empty, far too long or strange', async ({ studio }) => {
  await studio.open();
  await test.step('empty prompts draw the unconditional picture in every pane; 10,000 characters are cut, and the page shows what was dropped', () =>
    expectLengths(studio));
  await test.step('emoji, control characters, markup and right-to-left text in both prompts', () =>
    expectStrangeDrawn(studio));
});

async function expectLengths(studio: StudioPage): Promise<void> {
  const { page } = studio;
  await studio.ask({ positive: '', negative: '' });
  await studio.expectNoProblem();
  const counter = page.locator('[data-field="positive"]').getByTitle(/^Tokens that the model reads/);
  await expect(counter).toHaveText(`0/${tokenLimit}`);
  const none = await studio.pane('plain').pixelHash();
  expect(await studio.pane('steered').pixelHash()).toBe(none);
  expect(await studio.pane('plain').colours()).toBeGreaterThan(1);

  const long = 'a cat with a very long story about it '.repeat(270).slice(0, 10_000);
  await studio.ask({ positive: long });
  await studio.expectNoProblem();
  await expect(counter).toHaveText(`${tokenLimit}/${tokenLimit}`);
  const dropped = page.locator('[data-field="positive"] [data-dropped]');
  await expect(dropped).toContainText('Not read');
  expect(Number(await dropped.getAttribute('data-dropped'))).toBeGreaterThan(9000);

  await studio.ask({ positive: 'a cat' });
  await expect(dropped).toHaveCount(0);
  await expect(counter, 'two words of the vocabulary').toHaveText(`2/${tokenLimit}`);
}

const STRANGE = {
  emoji: '🐱🚀🍕 👩‍👩‍👧‍👦',
  'control characters and markup': 'cat\u0000\u202e <b>"\'&</b>\n\tdog',
  'right-to-left text': 'חתול על רקע כחול',
};

async function expectStrangeDrawn(studio: StudioPage): Promise<void> {
  for (const [name, text] of Object.entries(STRANGE)) {
    await studio.ask({ positive: text, negative: text });
    await studio.expectNoProblem();
    for (const slot of PANE_SLOTS)
      await expect(studio.pane(slot).root, name).toHaveAttribute('data-status', 'shown');
  }
  const direction = await studio.positive.evaluate((field) => getComputedStyle(field).direction);
  expect(direction, 'of what was typed last').toBe('rtl');
}
