// The main job: type what is not wanted, drag the slider, and only the guided panes change.
import { expect, test } from '../fixtures/test.ts';

const STOPS = [0.9, 0.75, 0.6, 0.45, 0.3, 0.15, 0.6, 1.2];

test('typing a negative, and dragging the slider, changes the NASA pane and leaves the unguided one', async ({
  studio,
}) => {
  await studio.open();
  await studio.ask({ positive: 'cat', negative: '' });
  const [none, nasa] = [await studio.pane('plain').pixelHash(), await studio.pane('steered').pixelHash()];
  expect(nasa, 'an empty negative draws the unguided picture').toBe(none);

  await studio.negative.pressSequentially('blue background', { delay: 30 });
  await studio.settled();
  expect(await studio.pane('steered').pixelHash()).not.toBe(nasa);
  expect(await studio.pane('plain').pixelHash()).toBe(none);

  await studio.setScale(1);
  let before = await studio.pane('steered').pixelHash();
  await studio.dragThrough(STOPS, async (scale) => {
    const steered = studio.pane('steered');
    expect(await steered.scale(), 'scale of the picture that is shown').toBe(scale);
    const now = await steered.pixelHash();
    expect(now, `NASA picture at scale ${scale}`).not.toBe(before);
    expect(await studio.pane('plain').pixelHash(), `unguided picture at scale ${scale}`).toBe(none);
    before = now;
  });
});
