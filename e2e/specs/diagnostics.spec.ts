// The diagnostics say what runs and how fast, and copy it without the prompts.
import { expect, test } from '../fixtures/test.ts';

const SECRET = 'zebra crossing';

test('the report is copied as Markdown, without the prompts; where that is denied it is shown', async ({
  studio,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await studio.open();
  await studio.ask({ positive: SECRET });
  await studio.help.openDiagnostics();
  const { diagnostics } = studio.help;
  const engine = await page.evaluate(() => window.__steeraway.engine());
  await expect(diagnostics).toContainText(engine.adapter);
  await expect(diagnostics.getByRole('img', { name: /frames?: median/ })).toBeVisible();

  await expect(diagnostics.getByRole('list', { name: 'Stages' }).getByRole('listitem')).toHaveText([
    'Tokens',
    'Text encoder',
    'Keys and values',
    'Pictures',
  ]);
  const bands = diagnostics.locator('[title*="Text encoder"] > [data-stage]');
  const colours = await bands.evaluateAll((all) => all.map((band) => getComputedStyle(band).backgroundColor));
  expect(new Set(colours).size, 'stages of a frame with a new prompt, each in its colour').toBeGreaterThan(2);

  await diagnostics.getByRole('button', { name: 'Copy report' }).click();
  await expect(diagnostics).toContainText('Copied as Markdown');
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toContain('## Steeraway diagnostics');
  expect(report).toContain(`| Adapter | ${engine.adapter} |`);
  for (const { kernel } of engine.gpu?.selfTests ?? []) expect(report).toContain(`| ${kernel} | right |`);
  expect(engine.gpu?.selfTests.length).toBeGreaterThan(0);
  expect(report).toMatch(/\| Text encoder \| [\d.]+ ms \|/);
  expect(report).not.toContain(SECRET);

  await studio.help.close();
  await expect(page.getByRole('button', { name: 'Diagnostics' }), 'the focus comes back').toBeFocused();
  await studio.help.denyClipboard();
  await studio.help.openDiagnostics();
  await diagnostics.getByRole('button', { name: 'Copy report' }).click();
  const text = diagnostics.getByRole('textbox', { name: 'Report' });
  await expect(text).toHaveValue(/## Steeraway diagnostics/);
});
