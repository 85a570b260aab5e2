// Numbers out of range are clamped, what is no number is refused, and both are said.
import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';

interface Entry {
  readonly typed: string;
  readonly becomes: string;
  readonly message: RegExp;
}

const SCALES: readonly Entry[] = [
  { typed: 'NaN', becomes: '0.50', message: /“NaN” is not a number/ },
  { typed: '7', becomes: '1.50', message: /0 to 1\.5: 7 became 1\.5/ },
  { typed: '-3', becomes: '0.00', message: /0 to 1\.5: -3 became 0/ },
  { typed: '', becomes: '0.50', message: /Nothing typed/ },
];

const SEEDS: readonly Entry[] = [
  { typed: 'cat', becomes: '5', message: /“cat” is not a number/ },
  { typed: '99999999999', becomes: '4294967295', message: /became 4294967295/ },
  { typed: '-1', becomes: '0', message: /-1 became 0/ },
  { typed: '3.7', becomes: '4', message: /steps of 1: 3\.7 became 4/ },
];

/** Starts from a good value, types the bad one, leaves the field. */
async function enter(field: Locator, good: string, { typed, becomes, message }: Entry): Promise<void> {
  await field.fill(good);
  await field.blur();
  await field.fill(typed);
  await field.blur();
  await expect(field).toHaveValue(becomes);
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  const description = field.page().locator(`[id="${await field.getAttribute('aria-describedby')}"]`);
  await expect(description).toHaveText(message);
}

test('scale and seed', async ({ studio }) => {
  await studio.open();
  for (const entry of SCALES) await enter(studio.scaleField, '0.5', entry);
  await studio.settled();
  await studio.expectNoProblem();
  expect(await studio.pane('steered').scale()).toBe(0.5);

  for (const entry of SEEDS) await enter(studio.seedField, '5', entry);
  await studio.settled();
  await studio.expectNoProblem();
  await expect(studio.pane('plain').root).toHaveAttribute('data-seed', '4');
});
