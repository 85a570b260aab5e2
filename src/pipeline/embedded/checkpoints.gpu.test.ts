// Several checkpoints of one model: each is loaded when it is first asked for, once, and keeps its prompts and pictures to itself.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { readModelFile } from '../../../scripts/node/readModelFile.ts';
import { compareArrays } from '../../lib/compare.ts';
import { DEFAULT_MODEL, MODELS } from '../../models/index.ts';
import { installNodeHost } from '../../runtime/nodeHost.ts';
import type { PictureModel } from '../pictureModel.ts';
import { promptsOf } from '../promptsOf.ts';
import { openEmbeddedModel } from './embeddedModel.ts';

installNodeHost();

const shipped = MODELS[DEFAULT_MODEL];
const [first] = shipped.checkpoints;
/** The shipped weights under a second name: what is asked here does not depend on what they are. */
const spec = { ...shipped, checkpoints: [first, { ...first, id: 'twin' }] } as const;
const REQUEST = { positive: 'fruit', negative: 'blurry', seed: 5 } as const;

const read: string[] = [];
let model: PictureModel;

beforeAll(async () => {
  const place = { backend: 'wasm', precision: 'float32', gpu: undefined } as const;
  model = await openEmbeddedModel(
    spec,
    readTwice,
    place,
    async () => {},
    () => {},
  );
});
afterAll(() => model.release());

test('the model says which there are', () => {
  expect(model.facts.checkpoints.map(({ id }) => id)).toEqual([first.id, 'twin']);
});

test('the second is read when it is asked for, and only once', async () => {
  expect(read.some((path) => path.includes('twin'))).toBe(false);
  await model.network('twin');
  const twins = read.filter((path) => path.includes('/twin/'));
  expect(twins.length).toBeGreaterThan(2);
  await model.network('twin');
  expect(read.filter((path) => path.includes('/twin/'))).toEqual(twins);
});

test('both draw, side by side, and a picture of one leaves that of the other alone', async () => {
  const one = await draw();
  const two = await draw('twin');
  expect(compareArrays(two, one, { maxAbs: 0 })).toBeUndefined();
  expect(compareArrays(await draw(), one, { maxAbs: 0 })).toBeUndefined();
});

test('a checkpoint that does not exist is named, with those that do', async () => {
  await expect(model.network('nasa-x')).rejects.toMatchObject({
    code: 'checkpoint-unknown',
    hint: `It has ${first.id}, twin.`,
  });
});

async function draw(checkpoint?: string): Promise<Float32Array> {
  const { panes } = await model.network(checkpoint);
  const { states } = await promptsOf(panes, REQUEST);
  const guidance = { mode: 'nasa', scale: 1 } as const;
  const { picture } = await panes.draw(guidance, states, REQUEST, new AbortController().signal);
  return (await picture.positive.getData()) as Float32Array;
}

async function readTwice(path: string, onBytes: (loaded: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  read.push(path);
  const bytes = await readModelFile(path.replace('/twin/', `/${first.id}/`), onBytes);
  if (!path.endsWith('/manifest.json')) return bytes;
  const { files } = JSON.parse(new TextDecoder().decode(bytes)) as { files: Record<string, unknown> };
  const twins = Object.entries(files).map(
    ([name, file]) => [name.replace(`${first.id}/`, 'twin/'), file] as const,
  );
  return new TextEncoder().encode(JSON.stringify({ files: { ...files, ...Object.fromEntries(twins) } }));
}
