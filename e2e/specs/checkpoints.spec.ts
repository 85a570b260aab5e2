// What training with negatives buys: the same prompts, seed and scale with NASA-I's weights beside NASA-T's; shared, explored, saved.
import { MODELS, DEFAULT_MODEL } from '../../src/models/index.ts';
import { expect, test } from '../fixtures/test.ts';

const [FIRST, OTHER] = MODELS[DEFAULT_MODEL].checkpoints;

test('both sets of weights draw side by side, and a link brings them back', async ({
  studio,
  page,
  openElsewhere,
}) => {
  await studio.open();
  await studio.ask({ positive: 'cat', negative: 'blue background' });
  await studio.setScale(1);
  const trained = await studio.pane('steered').pixelHash();
  const plain = await studio.pane('plain').pixelHash();

  await studio.compare.chooseMode('plain', 'nasa');
  await expect(studio.pane('plain').weights, 'the model’s first').toHaveValue(FIRST.id);
  expect(await studio.pane('plain').pixelHash()).toBe(trained);
  await studio.pane('plain').weights.selectOption(OTHER.id);
  await studio.settled();
  const untrained = await studio.pane('plain').pixelHash();
  expect([trained, plain]).not.toContain(untrained);
  await expect(studio.pane('plain').weights).toHaveAttribute('title', OTHER.sentence);
  await expect(studio.pane('plain').root).toHaveAttribute('data-checkpoint', OTHER.id);
  expect(await studio.pane('steered').pixelHash(), 'the others stay').toBe(trained);

  await expect.poll(() => page.url()).toContain('weights=nasa-i..');
  const other = await openElsewhere(page.url());
  expect(await other.pane('plain').pixelHash()).toBe(untrained);
  expect(await other.pane('steered').pixelHash()).toBe(trained);
  await studio.expectNoProblem();
});

test('both pictures are kept, and told apart by their weights', async ({ studio }) => {
  // Set from the start, so that nothing else is rested at.
  await studio.open(
    `?backend=wasm#want=fox&avoid=red&scale=1&seed=5&modes=nasa.nasa.cfg&weights=${OTHER.id}..&v=1`,
  );
  const untrained = await studio.kept.save('plain');
  const trained = await studio.kept.save('steered');
  expect(untrained.name).toContain(`-${OTHER.id}-`);
  expect(trained.name).toBe(untrained.name.replace(`-${OTHER.id}`, ''));
  await studio.kept.openHistory();
  await expect(studio.kept.cards).toHaveCount(2);
  await expect(studio.kept.cards.first()).not.toContainText(OTHER.name);
  await expect(studio.kept.cards.last()).toContainText(`with ${OTHER.name}`);
});

test('a sheet varies them, and a click takes one over', async ({ studio }) => {
  await studio.open('?backend=wasm');
  await studio.explore.opener.click();
  await studio.explore.across.selectOption('Weights');
  await studio.explore.redraw.click();
  await studio.explore.finished();
  await expect(studio.explore.cells).toHaveCount(2);
  await studio.explore.cells.nth(1).click();
  await studio.settled();
  await expect(studio.pane('steered').weights).toHaveValue(OTHER.id);
  expect(await studio.pane('steered').pixelHash()).toBe(await studio.explore.cellHash(1));
});

test('two panes of one method are told apart by their weights, in every view, in a sheet and on the film', async ({
  studio,
  page,
}) => {
  await studio.open('?backend=wasm');
  const { compare, explore } = studio;
  const plain = studio.pane('plain').root;
  await compare.chooseMode('plain', 'nasa');
  await studio.pane('plain').weights.selectOption(OTHER.id);
  await studio.settled();
  const [left, right] = [`NASA (${OTHER.name})`, `NASA (${FIRST.name})`];
  await expect(plain).toHaveAccessibleName(left);
  await expect(studio.pane('steered').root).toHaveAccessibleName(right);
  await expect(studio.pane('plain').save).toHaveAccessibleName(`Save the ${left} picture as PNG`);
  await expect(plain.getByRole('img')).toHaveAccessibleName(new RegExp(`^NASA \\(${OTHER.name}\\): `));

  await compare.view('Wipe');
  await expect(compare.divider).toHaveAccessibleName(`Divider between ${left} and ${right}`);
  await expect(compare.pair.getByRole('option')).toHaveText([
    `${left} and ${right}`,
    `${left} and CFG`,
    `${right} and CFG`,
  ]);
  await compare.view('Flip');
  await expect(compare.flip).toHaveAccessibleName(`Hold to see ${right} in place of ${left}`);
  await compare.view('Difference');
  await expect(compare.difference).toHaveAccessibleName(`Difference of ${left} and ${right}`);
  await compare.view('Side by side');

  await explore.opener.click();
  await explore.across.selectOption('Weights');
  await explore.redraw.click();
  await explore.finished();
  await expect(explore.cells.nth(0)).toHaveAccessibleName(new RegExp(`^NASA \\(${FIRST.name}\\), without`));
  await expect(explore.cells.nth(1)).toHaveAccessibleName(new RegExp(`^NASA \\(${OTHER.name}\\), without`));
  await page.evaluate(() => {
    const fillText = Reflect.get(CanvasRenderingContext2D.prototype, 'fillText') as (
      ...args: unknown[]
    ) => void;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...at) {
      document.documentElement.dataset.filmed = `${document.documentElement.dataset.filmed ?? ''}\n${text}`;
      fillText.call(this, text, ...at);
    };
  });
  await studio.live.opener.click();
  await studio.live.record.click();
  for (const name of [left, right])
    await expect(page.locator('html')).toHaveAttribute(
      'data-filmed',
      new RegExp(name.replace(/[()]/g, '\\$&')),
    );
  await studio.live.stopRecording.click();
});
