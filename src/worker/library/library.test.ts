// The model library as the page uses it, through real message channels, against a real server.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WorkerLibrary } from '../../client/workerLibrary.ts';
import { HUB_FILES } from '../../modelStore/testing/sampleHubModel.ts';
import { SAMPLE_FILES } from '../../modelStore/testing/sampleModel.ts';
import { expectWhole, StoreRig, TOTAL } from '../../modelStore/testing/storeRig.ts';
import type { DownloadProgress, ModelCard } from '../../protocol/library.ts';
import { ModelsPort } from '../modelsPort.ts';
import { DEFAULT_MODEL } from '../../models/index.ts';
import { openLibrary, SAMPLE_SPEC } from '../testing/libraryRig.ts';

const LICENCE = SAMPLE_SPEC.licence.url;

let rig: StoreRig;
let library: WorkerLibrary;
const opened: WorkerLibrary[] = [];

beforeEach(async () => {
  rig = await StoreRig.start(HUB_FILES);
  library = open();
});

afterEach(async () => {
  for (const each of opened.splice(0)) await each.dispose();
  await rig.close();
});

function open(hub?: string): WorkerLibrary {
  const made = openLibrary(rig, hub);
  opened.push(made);
  return made;
}

async function card(id = 'sample', of = library): Promise<ModelCard | undefined> {
  return (await of.list()).find((candidate) => candidate.id === id);
}

/** The engine's end of a channel to the library. */
function models(of = library): ModelsPort {
  const port = new ModelsPort();
  port.connect(of.openPort());
  return port;
}

describe('the list', () => {
  it('has the embedded model first, and says where the others come from', async () => {
    const [embedded, sample] = await library.list();
    expect(embedded).toMatchObject({ id: DEFAULT_MODEL, source: 'embedded', isReady: true });
    expect(sample).toEqual({
      id: 'sample',
      name: 'Sample Turbo',
      summary: 'Noise.',
      licence: SAMPLE_SPEC.licence,
      source: 'hub',
      origin: `${new URL(rig.hub.baseUrl).host}/someone/sample-turbo and other/clip`,
      totalBytes: 400_000,
      storedBytes: 0,
      unfinishedBytes: 0,
      isReady: false,
      notices: [],
    });
    expect(rig.hub.listings).toBe(0);
  });
});

describe('a download', () => {
  it('reports progress, gives the new card, and the engine reads every byte', async () => {
    const progress: DownloadProgress[] = [];
    const done = await library.download('sample', LICENCE, (report) => progress.push(report));
    expect(done).toMatchObject({ totalBytes: TOTAL, storedBytes: TOTAL, isReady: true, notices: [] });
    expect(progress.at(-1)).toMatchObject({ phase: 'downloading', loadedBytes: TOTAL, totalBytes: TOTAL });
    await expectWhole(await models().openFolder('sample'));
  });

  it('needs the licence of this model', async () => {
    await expect(library.download('sample', 'https://example.org/other')).rejects.toMatchObject({
      name: 'LicenceNotAcceptedError',
      code: 'licence-not-accepted',
    });
    expect(rig.hub.listings).toBe(0);
  });

  it('is joined by a second call, which hears of the same progress', async () => {
    const second: DownloadProgress[] = [];
    let joined: Promise<ModelCard> | undefined;
    const first = await library.download('sample', LICENCE, () => {
      joined ??= library.download('sample', LICENCE, (report) => second.push(report));
    });
    expect(await joined).toEqual(first);
    expect(second.map(({ phase }) => phase)).not.toContain('waiting');
    expect(rig.hub.requests).toHaveLength(3);
    expect(second.at(-1)?.loadedBytes).toBe(TOTAL);
  });

  it('pauses, says how far it came, and goes on from there', async () => {
    rig.hub.next({ silentAfter: 100_000 });
    let paused: Promise<void> | undefined;
    const running = library.download('sample', LICENCE, ({ loadedBytes }) => {
      if (loadedBytes >= 100_000) paused ??= library.pause('sample');
    });
    await expect(running).rejects.toMatchObject({ code: 'download-stopped' });
    await paused;
    expect(await card()).toMatchObject({ storedBytes: 0, unfinishedBytes: 100_000, isReady: false });
    rig.hub.requests.length = 0;
    expect(await library.download('sample', LICENCE)).toMatchObject({ isReady: true });
    expect(rig.hub.requests[0]?.range).toBe('bytes=100000-');
  });

  it('keeps its notices on the card', async () => {
    rig.hub.next({ corruptAt: 9 });
    const notices = ['unet/model.onnx arrived with wrong contents and was fetched once more.'];
    expect(await library.download('sample', LICENCE)).toMatchObject({ notices });
    expect(await card()).toMatchObject({ notices });
  });

  it('fails with the error of the store, cause and all, and can be tried again', async () => {
    rig.hub.listing = { status: 401 };
    await expect(library.download('sample', LICENCE)).rejects.toMatchObject({ code: 'hub-gated' });
    rig.hub.listing = {};
    expect(await library.download('sample', LICENCE)).toMatchObject({ isReady: true });
  });

  it('of a hub that cannot be used says so; the list and what is here go on', async () => {
    await library.download('sample', LICENCE);
    const other = open('http://evil.example');
    await expect(other.download('sample', LICENCE)).rejects.toMatchObject({ code: 'hub-address-invalid' });
    expect(await card('sample', other)).toMatchObject({ isReady: true });
    await expectWhole(await models(other).openFolder('sample'));
  });
});

describe('delete', () => {
  it('frees every byte', async () => {
    await library.download('sample', LICENCE);
    await library.delete('sample');
    expect(await card()).toMatchObject({ storedBytes: 0, isReady: false });
    expect(await rig.shelf.keys()).toEqual([]);
    await expect(models().openFolder('sample')).rejects.toMatchObject({ code: 'model-incomplete' });
  });

  it('is refused while the model is downloaded', async () => {
    let refusal: Promise<unknown> | undefined;
    rig.hub.next({ slowness: 20 });
    await library.download('sample', LICENCE, () => {
      refusal ??= library.delete('sample').catch((error: unknown) => error);
    });
    expect(await refusal).toMatchObject({ name: 'ModelBusyError', code: 'model-busy' });
    expect(await card()).toMatchObject({ isReady: true });
  });

  it('makes later reads fail by name', async () => {
    await library.download('sample', LICENCE);
    const folder = await models().openFolder('sample');
    await library.delete('sample');
    await expect(folder.read('unet/model.onnx', 0, 1)).rejects.toMatchObject({
      code: 'stored-file-gone',
      message: 'The stored file unet/model.onnx should have 300000 bytes but has 0.',
    });
  });
});

describe('local folders', () => {
  const files = Object.entries(SAMPLE_FILES).map(([path, bytes]) => ({
    path: `my-model/${path}`,
    file: new Blob([bytes]),
  }));

  it('are listed, read in pieces, and forgotten', async () => {
    const added = await library.addLocal(files);
    expect(added).toMatchObject({
      id: 'local-1',
      name: 'my-model',
      licence: undefined,
      source: 'local',
      origin: '3 files of this machine',
      totalBytes: TOTAL,
      isReady: true,
    });
    expect(await library.addLocal(files)).toMatchObject({ id: 'local-2' });
    const folder = await models().openFolder('local-1');
    await expectWhole(folder);
    await library.delete('local-1');
    expect((await library.list()).map(({ id }) => id)).toEqual([DEFAULT_MODEL, 'sample', 'local-2']);
    await expect(models().openFolder('local-1')).rejects.toMatchObject({ code: 'no-such-model' });
  });

  it('without a model in them are refused', async () => {
    await expect(library.addLocal([])).rejects.toMatchObject({ code: 'no-model-among-files' });
  });
});

describe('the engine', () => {
  it('is told of models that nobody has, and of the embedded one, which is not served here', async () => {
    for (const id of ['nothing', DEFAULT_MODEL])
      await expect(models().openFolder(id)).rejects.toMatchObject({ code: 'no-such-model' });
    await expect(new ModelsPort().openFolder('sample')).rejects.toMatchObject({ code: 'no-model-library' });
  });

  it('reads from a library that has ended: an error, not silence', async () => {
    const { port1, port2 } = new MessageChannel();
    const port = new ModelsPort();
    port.connect(port1);
    const reading = expect(port.openFolder('sample')).rejects.toMatchObject({ code: 'no-model-library' });
    port2.close();
    await reading;
  });
});

it('a disposed library answers nothing more', async () => {
  await library.dispose();
  await expect(library.list()).rejects.toMatchObject({ code: 'library-disposed' });
});
