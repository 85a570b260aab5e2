// Picture files that are huge or broken: each gives what it has, or a sentence, and the page loses nothing.
import { withChunks } from '../../src/lib/png/chunks.ts';
import { A1111_TEXT, pillowPng } from '../../src/lib/png/testing/pillowPngs.ts';
import { textChunk } from '../../src/lib/png/texts.ts';
import type { StudioPage } from '../fixtures/studioPage.ts';
import { expect, test } from '../fixtures/test.ts';

const MiB = 2 ** 20;
/** A PNG without settings. */
const BARE = pillowPng('packed');
const CUT_RECORD = textChunk('steeraway', '{"version":1,"positive":"a fo');
const OUR_TEXT =
  'fox\nNegative prompt: tree\nSteps: 1, Seed: 77, Guidance: NASA, Steer away: 0.6, Version: Steeraway 1';

test('huge and broken pictures', async ({ studio }) => {
  await studio.open('?backend=wasm');
  await studio.ask({ positive: 'dog', negative: 'cat' });
  const drawn = await studio.pane('steered').pixelHash();
  await test.step('a broken record alone changes nothing', () => expectRefused(studio));
  await test.step('a file over the limit is refused by its size', () => expectTooLarge(studio));
  await studio.settled();
  expect(await studio.pane('steered').pixelHash()).toBe(drawn);
  await test.step('a broken record gives way to the text beside it', () => expectTextRead(studio));
  await test.step('a file just below the limit is read', () => expectLargeRead(studio));
  await studio.settled();
  await studio.expectNoProblem();
});

async function expectRefused({ kept, positive, negative }: StudioPage): Promise<void> {
  for (const [name, record] of [
    ['cut.png', CUT_RECORD],
    ['nothing.png', textChunk('steeraway', '[]')],
  ] as const) {
    await kept.drop({ name, bytes: withChunks(BARE, [record]) });
    await expect(kept.note).toContainText(`${name} holds no settings that can be read`);
    await expect(positive).toHaveValue('dog');
    await expect(negative).toHaveValue('cat');
  }
}

/** With sound settings at its head: a page that read it would take them. */
async function expectTooLarge({ kept, positive, negative }: StudioPage): Promise<void> {
  await kept.drop({ name: 'huge.png', bytes: pillowPng('a1111'), paddedTo: 65 * MiB });
  await expect(kept.note).toContainText('huge.png has 65 MiB, and only files up to 64 MiB are read');
  await expect(positive).toHaveValue('dog');
  await expect(negative).toHaveValue('cat');
}

async function expectTextRead(studio: StudioPage): Promise<void> {
  const { kept } = studio;
  const broken = withChunks(BARE, [CUT_RECORD, textChunk('parameters', OUR_TEXT)]);
  await kept.drop({ name: 'broken.png', bytes: broken });
  await expect(kept.note).toContainText('The record in broken.png is broken, so its text is read.');
  await expect(studio.positive).toHaveValue('fox');
  await expect(studio.negative).toHaveValue('tree');
  await expect(studio.seedField).toHaveValue('77');
  await expect(studio.scaleField).toHaveValue('0.60');

  // A flipped bit: the chunk's checksum is wrong, so nothing of the record is believed.
  const record = textChunk('steeraway', JSON.stringify({ version: 1, positive: 'wolf', seed: 5 }));
  const flipped = withChunks(BARE, [record, textChunk('parameters', A1111_TEXT)]);
  const at = Buffer.from(flipped).indexOf('wolf');
  flipped[at] = (flipped[at] ?? 0) ^ 1;
  await kept.drop({ name: 'flipped.png', bytes: flipped });
  await expect(kept.note).toContainText('flipped.png is not whole: a part of it is damaged.');
  await expect(studio.positive).toHaveValue('a cat, 8k');
  await expect(studio.seedField).toHaveValue('42');
  await kept.note.getByRole('button', { name: 'Undo' }).click();
  await expect(studio.positive).toHaveValue('fox');
}

async function expectLargeRead({ kept, positive }: StudioPage): Promise<void> {
  await kept.drop({ name: 'large.png', bytes: pillowPng('a1111'), paddedTo: 63 * MiB });
  await expect(kept.note).toContainText('Restored from large.png.');
  await expect(positive).toHaveValue('a cat, 8k');
}
