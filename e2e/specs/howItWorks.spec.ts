// The explanation is alive: its formula follows the slider, and its diagram is the plan of the model that runs.
import { expect, test } from '../fixtures/test.ts';

test('the formula moves the pictures, and the diagram shows the running model', async ({ studio, page }) => {
  await studio.open();
  await studio.help.openHowItWorks();
  const { howItWorks } = studio.help;
  const frame = await studio.pane('steered').frameId();
  await howItWorks.getByRole('slider', { name: 'The scale in the formula' }).fill('0.35');
  await expect(howItWorks.locator('[data-formula]')).toContainText('0.35');
  await studio.settled();
  expect(await studio.pane('steered').scale()).toBe(0.35);
  expect(await studio.pane('steered').frameId()).toBeGreaterThan(frame);

  const { plan } = await page.evaluate(() => window.__steeraway.engine());
  const ops = plan.filter((step) => step.kind === 'op');
  expect(ops.length).toBeGreaterThan(0);
  const diagram = howItWorks.getByRole('img', { name: /segments and \d+ cross-attentions/ });
  await expect(diagram).toHaveAttribute('data-ops', String(ops.length));
  await expect(diagram).toHaveAttribute('data-segments', String(plan.length - ops.length));
  const counted = await howItWorks.locator('tbody tr td:first-child').allInnerTexts();
  expect(counted.reduce((sum, count) => sum + Number(count), 0)).toBe(ops.length);
  for (const op of ops) await expect(howItWorks).toContainText(op.shape ?? 'a shape');
});
