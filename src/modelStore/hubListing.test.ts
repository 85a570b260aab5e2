// What a model is made of, asked from a real server that lists files as the hub does, or badly.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browserGet } from './adapters/browserGet.ts';
import { listHubModel } from './hubListing.ts';
import type { HubModel } from './manifest.ts';
import { HubServer } from './testing/hubServer.ts';
import { HUB_FILES, sampleHubModel } from './testing/sampleHubModel.ts';
import { SAMPLE_FILES, sha256Of } from './testing/sampleModel.ts';

let hub: HubServer;
let model: HubModel;

beforeEach(async () => {
  hub = await HubServer.start(HUB_FILES);
  model = sampleHubModel(hub.baseUrl);
});

afterEach(() => hub.close());

const list = (signal = new AbortController().signal) => listHubModel(browserGet, model, signal);

/** The sample, with a first source that takes something else. */
function taking(...take: string[]): HubModel {
  const [source, ...rest] = model.sources;
  return { ...model, sources: [{ ...source!, take }, ...rest] };
}

describe('a sound hub', () => {
  it('gives path, size, hash and place of what the entry takes, and of nothing else', async () => {
    const { files } = await list();
    const unet = SAMPLE_FILES['unet/model.onnx']!;
    expect(files).toEqual([
      {
        path: 'unet/model.onnx',
        bytes: 300_000,
        hash: sha256Of(unet),
        from: 'someone/sample-turbo/resolve/main/unet/model.onnx',
      },
      {
        path: 'text_encoder/model.onnx',
        bytes: 120_000,
        hash: sha256Of(SAMPLE_FILES['text_encoder/model.onnx']!),
        from: 'someone/sample-turbo/resolve/main/text_encoder/model.onnx',
      },
      {
        path: 'tokenizer/vocab.json',
        bytes: 700,
        hash: expect.stringMatching(/^git-sha1:[0-9a-f]{40}$/) as string,
        from: 'other/clip/resolve/v2/vocab.json',
      },
    ]);
  });

  it.each(['https://huggingface.co', undefined])(
    'reads every page (next pages at %s)',
    async (linkOrigin) => {
      const whole = await list();
      hub.listing = { pageSize: 1, ...(linkOrigin !== undefined && { linkOrigin }) };
      hub.requests.length = 0;
      expect(await list()).toEqual(whole);
    },
  );

  it('puts what lies below a taken folder below `into`', async () => {
    model = {
      ...model,
      sources: [{ ...model.sources[0]!, take: ['text_encoder/', 'unet/'], into: 'onnx/' }],
    };
    hub.put('someone/sample-turbo/resolve/main/unet/weights/a.onnx_data_1', new Uint8Array(5));
    await expect(list()).rejects.toMatchObject({ code: 'store-manifest-invalid' }); // two onnx/model.onnx
    model = { ...model, sources: [{ ...model.sources[0]!, take: ['unet/'], into: 'onnx/' }] };
    expect((await list()).files.map(({ path }) => path)).toEqual([
      'onnx/model.onnx',
      'onnx/weights/a.onnx_data_1',
    ]);
  });

  it.each([
    'model.onnx',
    'model.onnx_data',
    'model.onnx_data_1',
    'model.onnx.data',
    'x.data',
    'weights.pb',
    'config.json',
    'merges.txt',
    'spiece.model',
  ])('takes %s of a folder', async (name) => {
    model = taking('new/');
    hub.put(`someone/sample-turbo/resolve/main/new/${name}`, new Uint8Array(5));
    expect((await list()).files[0]?.path).toBe(`new/${name}`);
  });

  it.each(['a.safetensors', 'a.bin', 'a.ckpt', 'a.png', 'README.md', '.gitattributes', 'my_weights.pb'])(
    'leaves %s in a folder',
    async (name) => {
      model = taking('unet/');
      hub.put(`someone/sample-turbo/resolve/main/unet/${name}`, new Uint8Array(5));
      expect((await list()).files.map(({ path }) => path)).toEqual([
        'unet/model.onnx',
        'tokenizer/vocab.json',
      ]);
    },
  );
});

describe('bad answers', () => {
  it('names every path that the repository does not have', async () => {
    model = taking('unet/model.onnx', 'vae/model.onnx', 'nothing/');
    await expect(list()).rejects.toMatchObject({
      code: 'hub-file-missing',
      message: 'someone/sample-turbo no longer has vae/model.onnx, nothing/.',
      missing: ['vae/model.onnx', 'nothing/'],
    });
  });

  it.each([401, 403])('%i: the licence must be accepted on the hub', async (status) => {
    hub.listing = { status };
    await expect(list()).rejects.toMatchObject({
      code: 'hub-gated',
      status,
      url: `${hub.baseUrl}someone/sample-turbo`,
      hint: expect.stringMatching(/Accept the licence at http/) as string,
    });
  });

  it.each([
    [404, 'hub-repository-missing'],
    [429, 'download-refused'],
    [503, 'download-refused'],
  ])('status %i', async (status, code) => {
    hub.listing = { status };
    await expect(list()).rejects.toMatchObject({
      code,
      message: expect.stringContaining('someone/sample-turbo') as string,
    });
  });

  it.each([
    ['text/html', '<!doctype html><p>Log in', 'download-web-page'],
    ['application/json', '<!doctype html><p>Log in', 'hub-listing-unreadable'],
    ['application/json', '', 'hub-listing-unreadable'],
    ['application/json', '{"error": "no"}', 'hub-listing-unreadable'],
    ['application/json', '[null]', 'hub-listing-unreadable'],
    ['application/json', '[{"type": "file", "path": "unet/model.onnx"}]', 'hub-listing-unreadable'],
    [
      'application/json',
      `[{"type": "file", "path": "a", "size": "1", "oid": "${'0'.repeat(40)}"}]`,
      'hub-listing-unreadable',
    ],
    [
      'application/json',
      '[{"type": "file", "path": "a", "size": 1, "oid": "0", "lfs": null}]',
      'hub-listing-unreadable',
    ],
  ])('%s %s', async (type, text, code) => {
    hub.listing = { page: { type, text } };
    await expect(list()).rejects.toMatchObject({ code });
  });

  it('a path that leaves the folder is no path', async () => {
    const oid = '0'.repeat(40);
    const entry = { type: 'file', path: 'unet/../../evil.onnx', size: 1, oid };
    hub.listing = { page: { type: 'application/json', text: JSON.stringify([entry]) } };
    model = { ...model, sources: [{ ...model.sources[0]!, take: ['unet/'] }] };
    await expect(list()).rejects.toMatchObject({ code: 'store-manifest-invalid' });
  });

  it('pages without end', async () => {
    hub.listing = { pageSize: 0 };
    await expect(list()).rejects.toMatchObject({ code: 'hub-listing-unreadable' });
    expect(hub.listings).toBe(100);
  });

  it('nobody there, and a stop', async () => {
    await expect(list(AbortSignal.abort())).rejects.toMatchObject({ code: 'download-stopped' });
    await hub.close();
    await expect(list()).rejects.toMatchObject({
      code: 'download-unreachable',
      message: expect.stringContaining('the list of files of someone/sample-turbo') as string,
    });
  });
});
