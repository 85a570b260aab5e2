// The animation moves the pictures by itself, stops at any change by hand, and is calm where that is asked for.
import { expect, test } from '../fixtures/test.ts';

test('the scale goes to and fro until the slider is moved by hand, and seeds follow each other', async ({
  studio,
  page,
}) => {
  await studio.open();
  const { live } = studio;
  await live.opener.click();
  await expect(live.root).toHaveAttribute('data-playing', 'false');
  const pictures = live.nextPictures(25);
  await live.play.click();
  const scales = (await pictures).map(({ scale }) => scale);
  expect(new Set(scales).size, 'different scales').toBeGreaterThan(8);
  const turns = scales.filter(
    (scale, at) => at > 1 && (scales[at - 1]! - scales[at - 2]!) * (scale - scales[at - 1]!) < 0,
  );
  expect(turns.length, 'turns').toBeGreaterThan(0);
  expect(Math.max(...scales)).toBeLessThanOrEqual(1);

  await studio.slider.fill('1.2');
  await expect(live.root).toHaveAttribute('data-playing', 'false');
  await studio.settled();
  expect(await studio.pane('steered').scale()).toBe(1.2);
  const shown = await studio.pane('steered').frameId();
  await page.waitForTimeout(1000);
  expect(await studio.pane('steered').frameId(), 'pictures after the stop').toBe(shown);

  await live.motion.selectOption('Seeds, one by one');
  const picturesASeed = live.root.getByRole('spinbutton', { name: 'Pictures a seed' });
  await picturesASeed.fill('1');
  await picturesASeed.press('Enter');
  const first = Number(await studio.pane('steered').root.getAttribute('data-seed'));
  const walk = live.nextPictures(4);
  await live.play.click();
  expect(await walk).toEqual([1, 2, 3, 4].map((step) => ({ scale: 1.2, seed: first + step })));
  await live.pause.click();
  await studio.settled();

  const seed = Number(await studio.seedField.inputValue());
  const lock = page.getByRole('button', { name: 'Lock the seed' });
  await lock.click();
  await live.motion.selectOption('Scale and seeds');
  await expect(live.root).toContainText('The seed is locked: only the scale moves.');
  await expect(picturesASeed).toHaveCount(0);
  const lockedWalk = live.nextPictures(6);
  await live.play.click();
  expect(new Set((await lockedWalk).map(({ seed }) => seed))).toEqual(new Set([seed]));
  await live.pause.click();
  await studio.settled();
  await live.motion.selectOption('Seeds, one by one');
  await expect(live.root).toContainText('The seed is locked: nothing moves.');
  await lock.click();
  await expect(picturesASeed).toHaveValue('1');
});

test('with less motion asked for, nothing moves by itself, and then in wide steps', async ({
  studio,
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await studio.open();
  await studio.live.opener.click();
  await expect(studio.live.root).toHaveAttribute('data-playing', 'false');
  const pictures = studio.live.nextPictures(3);
  await studio.live.play.click();
  expect((await pictures).map(({ scale }) => scale)).toEqual([0.75, 0.5, 0.25]);
  await studio.live.pause.click();
});

test('pictures are told aloud once they rest; an animation is told once, and not at every step', async ({
  studio,
  page,
}) => {
  await studio.open();
  const { live } = studio;
  const aloud = page.getByRole('region', { name: 'Engine' }).getByRole('status').last();
  await studio.ask({ positive: 'dog', negative: 'red background' });
  await studio.setScale(0.8);
  await expect(aloud).toHaveText('Pictures drawn: dog without red background, scale 0.8.');

  const said = page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const sentences: string[] = [];
        const region = [...document.querySelectorAll('[aria-label="Engine"] [role="status"]')].at(-1)!;
        const watch = new MutationObserver(() => {
          sentences.push(region.textContent);
          if (!region.textContent.startsWith('Pictures drawn')) return;
          watch.disconnect();
          resolve(sentences);
        });
        watch.observe(region, { childList: true, characterData: true, subtree: true });
      }),
  );
  await live.opener.click();
  const pictures = live.nextPictures(8);
  await live.play.click();
  await pictures;
  await live.pause.click();
  await studio.settled();
  const sentences = (await said).filter((sentence) => sentence !== '');
  expect(sentences).toEqual([
    'Playing.',
    expect.stringMatching(/^Pictures drawn: dog without red background, scale [\d.]+\.$/),
  ]);
});
