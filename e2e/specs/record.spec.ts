// A recording of the panes is a film with something to see in it.
import { readFile } from 'node:fs/promises';
import { gifFrames } from '../fixtures/gifFrames.ts';
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

test('a GIF has the frames that were shown, for as long as they were', async ({ studio, page }, testInfo) => {
  await studio.open();
  const { live } = studio;
  await live.opener.click();
  await live.filmKind.selectOption('GIF');
  await live.record.click();
  const start = Date.now();
  const pictures = live.nextPictures(6);
  await live.play.click();
  await pictures;
  await live.pause.click();
  await studio.settled();
  await live.stopRecording.click();
  const seconds = (Date.now() - start) / 1000;
  await expect(live.saveFilm).toBeVisible();
  const download = page.waitForEvent('download');
  await live.saveFilm.click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('steeraway.gif');
  const bytes = await readFile(await file.path());
  await testInfo.attach('film.gif', { body: bytes, contentType: 'image/gif' });

  const { width, height, delays } = gifFrames(bytes);
  expect({ width, height }, 'three panes of 320, their gaps, two lines').toEqual({
    width: 1008,
    height: 400,
  });
  expect(delays.length).toBeGreaterThanOrEqual(4);
  const shown = delays.reduce((sum, delay) => sum + delay) / 1000;
  expect(Math.abs(shown - seconds), `${shown} s on the film, ${seconds} s recorded`).toBeLessThan(1);

  const colours = await page.evaluate(async (base64) => {
    const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const decoder = new ImageDecoder({ data, type: 'image/gif' });
    await Promise.all([decoder.completed, decoder.tracks.ready]);
    const frameCount = decoder.tracks.selectedTrack?.frameCount ?? 0;
    const context = new OffscreenCanvas(1008, 400).getContext('2d', { willReadFrequently: true })!;
    const seen: number[] = [];
    for (let frameIndex = 0; frameIndex < frameCount; frameIndex++) {
      const { image } = await decoder.decode({ frameIndex });
      context.drawImage(image, 0, 0);
      image.close();
      const pixels = context.getImageData(344, 34, 320, 320); // the pane in the middle
      seen.push(new Set(new Uint32Array(pixels.data.buffer)).size);
    }
    return seen;
  }, bytes.toString('base64'));
  expect(colours, 'the browser decodes every frame').toHaveLength(delays.length);
  expect(Math.min(...colours), 'a picture on every frame').toBeGreaterThan(16);
});
