// A recording of the panes is a film with something to see in it.
import { readFile } from 'node:fs/promises';
import { expect, test } from '../fixtures/test.ts';

/** The first bytes of every WebM file. */
const EBML = '1a45dfa3';

test('record, stop, save; a browser without MediaRecorder says so', async ({ studio, page }, testInfo) => {
  await studio.open();
  const { live } = studio;
  await live.opener.click();
  await live.record.click();
  await expect(live.root.getByRole('status')).toHaveText('Recording');
  await live.play.click();
  await page.waitForTimeout(3000);
  await live.pause.click();
  await live.stopRecording.click();
  const download = page.waitForEvent('download');
  await live.saveFilm.click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('steeraway.webm');
  const bytes = await readFile(await file.path());
  await testInfo.attach('film.webm', { body: bytes, contentType: 'video/webm' });
  expect(bytes.subarray(0, 4).toString('hex')).toBe(EBML);
  expect(bytes.length, 'bytes: a blank film of three seconds has a few thousand').toBeGreaterThan(20_000);

  await page.evaluate(() => Reflect.deleteProperty(window, 'MediaRecorder'));
  await live.record.click();
  await expect(live.root.getByRole('alert').filter({ hasText: 'cannot record' })).toBeVisible();
  await expect(live.record).toBeEnabled();
});
