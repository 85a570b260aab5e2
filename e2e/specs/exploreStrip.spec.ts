// A strip over the scale comes picture by picture, the one in front of the eyes first; a long sheet can be cancelled.
import { expect, test } from '../fixtures/test.ts';

test('a strip streams in, nearest to the settings first; a long sheet is cancelled, keeps what it has, and is drawn again when asked', async ({
  studio,
  page,
}) => {
  await studio.open();
  const { explore } = studio;
  await explore.opener.click();
  await expect(explore.cells).toHaveCount(7);
  const first = await explore.root.evaluate(
    (root) =>
      new Promise<number>((resolve) => {
        const drawnCell = () =>
          root.querySelector('[data-drawn="true"]')?.closest<HTMLElement>('[data-cell]');
        const check = () => (drawnCell() ? resolve(Number(drawnCell()?.dataset.cell)) : setTimeout(check, 1));
        check();
      }),
  );
  expect(first, 'the cell of scale 1, where the slider stands').toBe(4);
  await explore.finished();
  await expect(explore.drawn).toHaveCount(7);
  await expect(explore.root.getByRole('columnheader')).toHaveText([
    '0.00',
    '0.25',
    '0.50',
    '0.75',
    '1.00',
    '1.25',
    '1.50',
  ]);
  await expect(explore.root.getByRole('status')).toHaveText(/^7 pictures, .+ ms each$/);
  expect(await explore.cellHash(0), 'scale 0 is the unguided picture').toBe(
    await studio.pane('plain').pixelHash(),
  );
  expect(await explore.cellHash(4)).toBe(await studio.pane('steered').pixelHash());

  await explore.down.selectOption('Seed');
  await explore.set(explore.seeds, 8);
  await explore.set(explore.scales, 12);
  await expect(explore.drawn, 'nothing is redrawn unasked').toHaveCount(7);
  await explore.redraw.click();
  await expect(explore.cells).toHaveCount(96);
  await expect.poll(() => explore.drawn.count()).toBeGreaterThan(2);
  await explore.cancel.click();
  await expect(explore.state).toHaveAttribute('data-sheet', 'stopped');
  const kept = await explore.drawn.count();
  expect(kept).toBeLessThan(96);
  await page.waitForTimeout(1500);
  expect(await explore.drawn.count(), 'pictures after Cancel').toBe(kept);

  await explore.set(explore.seeds, 1);
  await explore.set(explore.scales, 2);
  await explore.redraw.click();
  await explore.finished();
  await expect(explore.drawn).toHaveCount(2);
  await studio.expectNoProblem();
});
