// The steered pane shows any mode of the attention op: chosen by mouse, by keyboard and by touch, with what it does in words.
import { ATTENTION_MODES, MODES } from '../../src/protocol/modes.ts';
import { miniatureFolder } from '../fixtures/miniatures.ts';
import type { StudioPage } from '../fixtures/studioPage.ts';
import { expect, test } from '../fixtures/test.ts';

const PROMPTS = { positive: 'cat', negative: 'blue background' };

test('modes are chosen, drawn and explained', async ({ studio }) => {
  await studio.open();
  await studio.ask(PROMPTS);
  await test.step('each draws a picture of its own, and only in the steered pane', () =>
    expectOwnPictures(studio));
  await test.step('at 0 each is the plain picture, bit for bit', () => expectPlainAtZero(studio));
  await test.step('the page says what each does', () => expectExplained(studio));
  await test.step('they are chosen with the arrow keys', () => expectArrowKeys(studio));
  await studio.expectNoProblem();
});

async function expectOwnPictures(studio: StudioPage): Promise<void> {
  await studio.setScale(1);
  const steered = studio.pane('steered');
  const others = [await studio.pane('plain').frameId(), await studio.pane('cfg').frameId()];
  const pictures = new Map<string, string>();
  for (const mode of ATTENTION_MODES) {
    await studio.chooseMode(mode);
    await expect(steered.root).toHaveAttribute('data-mode', mode);
    await expect(steered.root).toContainText(`${MODES[mode].name}, scale`);
    pictures.set(await steered.pixelHash(), mode);
  }
  expect(pictures.size).toBe(ATTENTION_MODES.length);
  await studio.chooseMode('nasa');
  expect(pictures.get(await steered.pixelHash()), 'the way back gives the same picture').toBe('nasa');
  expect([await studio.pane('plain').frameId(), await studio.pane('cfg').frameId()]).toEqual(others);
}

async function expectPlainAtZero(studio: StudioPage): Promise<void> {
  await studio.setScale(0);
  const plain = await studio.pane('plain').pixelHash();
  for (const mode of ATTENTION_MODES) {
    await studio.chooseMode(mode);
    expect(await studio.pane('steered').pixelHash(), mode).toBe(plain);
    await expect(studio.pane('steered').root).toContainText(`${MODES[mode].name}, off`);
  }
}

/** With its authors' numbers and their paper. */
async function expectExplained(studio: StudioPage): Promise<void> {
  await studio.setScale(1);
  await studio.chooseMode('vsf');
  await expect(studio.modeNote).toContainText(MODES.vsf.sentence);
  await expect(studio.modeNote).toContainText('scale 1.7, offset 0.2');
  const link = studio.modeNote.getByRole('link', { name: /2508\.10931/ });
  await expect(link).toHaveAttribute('href', 'https://arxiv.org/abs/2508.10931');
  await expect(studio.pane('steered').root).toContainText('VSF, scale 1.70, offset 0.2');
  await studio.chooseMode('nag');
  await expect(studio.modeNote).toContainText(MODES.nag.sentence);
  await expect(studio.pane('steered').root).toContainText('NAG, scale 4.00, tau 2.5, alpha 0.25');
}

async function expectArrowKeys(studio: StudioPage): Promise<void> {
  await studio.chooseMode('nasa');
  await studio.mode('nasa').focus();
  await studio.page.keyboard.press('ArrowRight');
  await expect(studio.mode('nag')).toBeChecked();
  await expect(studio.mode('nag')).toBeFocused();
  await studio.page.keyboard.press('ArrowRight');
  await studio.settled();
  await expect(studio.mode('vsf')).toBeChecked();
  await expect(studio.pane('steered').root).toHaveAttribute('data-mode', 'vsf');
}

test('the mode stays when the engine starts afresh with another model', async ({ studio }) => {
  await studio.open();
  await studio.chooseMode('nag');
  await studio.models.open();
  await studio.models.pickFolder(miniatureFolder('tiny-sd-turbo'));
  await studio.models.row('local-1').use.click();
  await studio.settled();
  await expect(studio.mode('nag')).toBeChecked();
  await expect(studio.pane('steered').root, 'Table 5 has other numbers for Stable Diffusion').toContainText(
    'NAG, scale 2.00, tau 2.5, alpha 0.375',
  );
});

test('without WebGPU the modes that need it are disabled, and the page says why', async ({ studio }) => {
  await studio.open('?backend=wasm');
  await expect(studio.mode('nasa')).toBeChecked();
  for (const mode of ['nag', 'vsf'] as const) {
    await expect(studio.mode(mode)).toBeDisabled();
    await expect(studio.modeNote).toContainText(`${MODES[mode].name} needs WebGPU`);
  }
  await studio.expectNoProblem();
});

test.describe('on a phone', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('a tap chooses, and what is tapped is large enough', async ({ studio, page }) => {
    await studio.open();
    for (const mode of ATTENTION_MODES) {
      const box = await studio.mode(mode).boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0), `size of ${mode}`).toBeGreaterThanOrEqual(24);
    }
    for (const mode of ['vsf', 'nag'] as const) {
      await studio.mode(mode).tap();
      await studio.settled();
      await expect(studio.pane('steered').root).toHaveAttribute('data-mode', mode);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `horizontal overflow in pixels with ${mode}`).toBeLessThanOrEqual(0);
    }
    await studio.expectNoProblem();
  });
});
