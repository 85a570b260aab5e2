// Guidance at scale 0 is no guidance: the same picture, bit for bit.
import { expect, test } from '../fixtures/test.ts';

test('scale 0 equals no guidance bit for bit, and so does an empty negative', async ({ studio }) => {
  await studio.open();
  await studio.ask({ positive: 'dog', negative: 'blurry' });
  await studio.setScale(1);
  const none = await studio.pane('plain').pixelHash();
  const guided = await studio.pane('steered').pixelHash();
  expect(guided).not.toBe(none);

  await studio.setScale(0);
  expect(await studio.pane('steered').pixelHash()).toBe(none);
  expect(await studio.pane('cfg').pixelHash()).toBe(none);
  expect(await studio.pane('plain').pixelHash()).toBe(none);

  await studio.setScale(1);
  expect(await studio.pane('steered').pixelHash(), 'the way back gives the same picture').toBe(guided);
  await studio.ask({ negative: '   ' });
  expect(await studio.pane('steered').pixelHash()).toBe(none);
});
