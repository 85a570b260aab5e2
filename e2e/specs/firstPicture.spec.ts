// Opening the page draws a picture in every pane, and nothing leaves the page's own origin.
import { PANE_SLOTS } from '../../src/store/paneSlots.ts';
import { expect, test } from '../fixtures/test.ts';

test('draws the first pictures with no request beyond its own origin, and says what it runs on', async ({
  studio,
  requests,
}) => {
  await studio.open();
  await studio.expectNoProblem();
  for (const slot of PANE_SLOTS) {
    const pane = studio.pane(slot);
    await expect(pane.root).toHaveAttribute('data-status', 'shown');
    expect(await pane.frameId()).toBeGreaterThan(0);
    expect(await pane.colours(), `different colours in the ${slot} pane`).toBeGreaterThan(16);
  }
  // The fixture fails the test for any foreign request; this makes sure that it saw the requests at all.
  expect(requests.some((url) => url.includes('/models/'))).toBe(true);

  await expect(studio.engineLine).toHaveAttribute('data-backend', 'hybrid');
  await expect(studio.engineLine).toContainText(/float(16|32)/);
});
