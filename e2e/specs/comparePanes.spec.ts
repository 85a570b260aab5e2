// Each place on the page shows any mode, and says what it costs beside the plain picture.
import { expect, test } from '../fixtures/test.ts';

test('modes are chosen freely in every pane', async ({ studio }) => {
  await studio.open();
  await studio.ask({ positive: 'cat', negative: 'blue background' });
  await studio.setScale(1);
  const nasa = await studio.pane('steered').pixelHash();
  const cfg = await studio.pane('cfg').pixelHash();

  await studio.compare.chooseMode('plain', 'nasa');
  expect(await studio.pane('plain').pixelHash(), 'the same mode in another place').toBe(nasa);
  await expect(studio.pane('cfg').root, 'nothing plain to compare with').toContainText('2 passes');
  await studio.compare.chooseMode('cfg', 'none');
  await expect(studio.pane('plain').root).toContainText(/\d\.\d\d× plain/);
  await expect(studio.pane('cfg').root).toContainText('1 pass');
  await studio.compare.chooseMode('steered', 'cfg');
  expect(await studio.pane('steered').pixelHash()).toBe(cfg);
  await expect(studio.mode('cfg'), 'among the open choices').toBeChecked();
  await studio.expectNoProblem();
});

test('without WebGPU the modes that need it cannot be chosen anywhere', async ({ studio }) => {
  await studio.open('?backend=wasm');
  for (const slot of ['plain', 'cfg'] as const) {
    await expect(studio.compare.mode(slot).getByRole('option', { name: 'VSF' })).toBeDisabled();
    await expect(studio.compare.mode(slot).getByRole('option', { name: 'NASA' })).toBeEnabled();
  }
});
