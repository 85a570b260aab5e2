// The path of real GPUs, asked for by address: every segment on WebGPU too, and nothing read back between noise and picture.
import { expect, test } from '../fixtures/test.ts';

test('with all of the model on WebGPU: scale 0 is no guidance bit for bit, and the pictures are those of the hybrid', async ({
  studio,
}) => {
  test.slow(); // ONNX Runtime's GPU kernels on a GPU that is emulated
  await studio.open('?backend=webgpu');
  await expect(studio.engineLine).toHaveAttribute('data-backend', 'webgpu');
  await studio.expectNoProblem();
  const whole = await studio.pane('steered').pixels();
  const none = await studio.pane('plain').pixelHash();
  await studio.setScale(0);
  expect(await studio.pane('steered').pixelHash()).toBe(none);
  expect(await studio.pane('plain').pixelHash(), 'guidance never reaches the unguided picture').toBe(none);

  await studio.open('?backend=hybrid');
  await expect(studio.engineLine).toHaveAttribute('data-backend', 'hybrid');
  await studio.setScale(1); // the page remembers the 0
  const hybrid = await studio.pane('steered').pixels();
  const worst = Math.max(...whole.map((value, index) => Math.abs(value - (hybrid[index] ?? NaN))));
  expect(worst, 'levels of 255 between backends').toBeLessThanOrEqual(2);
});
