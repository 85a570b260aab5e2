// Difference: a heat map of two panes, black where they are equal; it follows what the panes show.
import { expect, test } from '../fixtures/test.ts';

const colours = (rgba: readonly number[]): Set<number> => new Set(rgba.filter((_, index) => index % 4 < 3));

for (const search of ['', '?backend=wasm'])
  test(`equal pictures are black, different ones are not ${search}`, async ({ studio }) => {
    await studio.open(search);
    await studio.ask({ positive: 'cat', negative: 'white background' });
    await studio.setScale(0);
    await studio.compare.view('Difference');
    expect(colours(await studio.compare.heat())).toEqual(new Set([0]));
    await expect(studio.compare.difference).toContainText('0 % of the pixels differ visibly');

    await studio.setScale(1);
    const heat = await studio.compare.heat();
    expect(colours(heat).size).toBeGreaterThan(20);
    await expect(studio.compare.difference).toHaveAttribute('data-status', 'shown');
    expect(Number(await studio.compare.difference.getAttribute('data-changed'))).toBeGreaterThan(0.02);

    await studio.compare.pair.selectOption('No guidance and CFG');
    await studio.settled();
    await expect(studio.compare.difference).toHaveAccessibleName('Difference of No guidance and CFG');
    expect(await studio.compare.heat()).not.toEqual(heat);

    await studio.compare.chooseMode('cfg', 'none');
    expect(colours(await studio.compare.heat()), 'the same mode twice').toEqual(new Set([0]));
    await studio.expectNoProblem();
  });
