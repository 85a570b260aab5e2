// The panel of models with the real library: nothing starts before the licence, and what is dropped is taken or refused with a reason.
import { DEFAULT_MODEL } from '../../src/models/index.ts';
import { expect, test } from '../fixtures/test.ts';

const NOTES = { path: 'notes.txt', bytes: new Uint8Array([1, 2, 3]) };

test('no download starts before its licence is accepted, and the keyboard stays in the row', async ({
  studio,
  page,
}) => {
  await studio.open('?backend=wasm');
  await studio.models.open();
  await studio.models.row(DEFAULT_MODEL).expectInUse();
  const row = studio.models.row('sd-turbo');
  await row.expectStage('absent');
  await row.download.focus();
  await page.keyboard.press('Enter');
  await expect(row.licence.getByRole('checkbox')).toBeFocused();
  await expect(row.licence.getByRole('button', { name: /^Download/ })).toBeDisabled();
  await row.licence.getByRole('button', { name: 'Cancel' }).focus();
  await page.keyboard.press('Enter');
  await expect(row.download).toBeFocused();
  await row.expectStage('absent');
  // The fixture fails the test for any request to the hub.
});

test('what is dropped or picked opens the panel, is refused with a reason, or has a row that takes the focus', async ({
  studio,
  page,
}) => {
  await studio.open('?backend=wasm');
  expect(await page.evaluate(dropText), 'the page took the drop away from the field').toBe(false);
  await expect(studio.models.root).toBeHidden();

  await studio.models.dropFiles([NOTES]);
  await expect(studio.models.root).toBeVisible();
  await expect(studio.models.localProblem).toContainText('no ONNX file');
  await studio.expectNoProblem();

  await expect(studio.models.rows.first()).toBeVisible();
  const before = await studio.models.rows.count();
  await studio.models.pickFiles([{ path: 'model.onnx', bytes: new Uint8Array(64) }, NOTES]);
  await expect(studio.models.rows).toHaveCount(before + 1);
  const id = await studio.models.rows.last().getAttribute('data-model');
  const row = studio.models.row(id ?? '');
  await expect(row.use).toBeFocused();
  await row.confirmDelete();
  await expect(studio.models.rows).toHaveCount(before);
});

/** Runs in the page: drops words in a prompt. @returns whether the page keeps the field from taking them */
function dropText(): boolean {
  const data = new DataTransfer();
  data.setData('text/plain', 'a red fox');
  const drop = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
  document.querySelector('textarea')?.dispatchEvent(drop);
  return drop.defaultPrevented;
}
