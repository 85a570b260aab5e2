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
