// Settings through links, A1111 texts and PNG files: there and back, and out of what is foreign, old, new or broken.
import { describe, expect, it } from 'vitest';
import { withChunks } from '../../lib/png/chunks.ts';
import { A1111_TEXT, pillowPng } from '../../lib/png/testing/pillowPngs.ts';
import { textChunk } from '../../lib/png/texts.ts';
import { parametersText, settingsFromParameters, type PictureFacts } from './parametersText.ts';
import { settingsChunks, settingsOfPicture } from './pictureSettings.ts';
import { MAX_PROMPT, readSettings } from './readSettings.ts';
import type { Settings } from './settings.ts';
import { settingsFromLink, settingsToLink } from './settingsLink.ts';

const SETTINGS: Settings = {
  version: 1,
  positive: 'animal, 猫 “quoted” & #1\nsecond line',
  negative: 'cat: blurry, 50%',
  scale: 0.85,
  seed: 4_294_967_295,
  steps: 2,
  modes: { plain: 'none', steered: 'nag', cfg: 'cfg' },
  comparison: {
    view: 'wipe',
    compared: ['steered', 'cfg'],
    wipe: 0.25,
    magnification: { zoom: 2, x: 0.5, y: 0.25 },
  },
  model: 'sd-turbo',
  engine: { modelId: 'sd-turbo', modelName: 'SD-Turbo', backend: 'webgpu', precision: 'float16' },
};
/** What a link means that says nothing of it. */
const USUAL_COMPARISON = { view: 'side', magnification: { zoom: 1, x: 0.5, y: 0.5 } } as const;
const PICTURE: PictureFacts = {
  mode: 'nag',
  guidance: { mode: 'nag', scale: 3.4, tau: 2.5, alpha: 0.25 },
  width: 512,
  height: 512,
};
const { version: _version, engine: _engine, ...RESTORED } = SETTINGS;
const png = (...chunks: Parameters<typeof withChunks>[1]) =>
  new Blob([withChunks(pillowPng('packed'), chunks)]);

describe('a link', () => {
  it('gives back what went in', () => {
    expect(settingsFromLink(`#${settingsToLink(SETTINGS)}`)).toEqual({ settings: RESTORED, notes: [] });
  });

  it('is short and readable, and leaves out the usual', () => {
    const usual: Settings = {
      ...SETTINGS,
      ...{ positive: 'animal', negative: 'cat', scale: 1, seed: 14, steps: 1, model: null },
      modes: { plain: 'none', steered: 'nasa', cfg: 'cfg' },
      comparison: { ...USUAL_COMPARISON, compared: ['plain', 'cfg'], wipe: 0.9 },
    };
    expect(settingsToLink(usual)).toBe('want=animal&avoid=cat&scale=1&seed=14&v=1');
    const { version: _v, engine: _e, ...restored } = usual;
    expect(settingsFromLink(settingsToLink(usual))).toEqual({
      settings: { ...restored, comparison: USUAL_COMPARISON },
      notes: [],
    });
  });

  it('of another version gives what is readable, and a sentence', () => {
    expect(settingsFromLink('#want=dog&seed=3&wipe=0.5&v=7')).toMatchObject({
      settings: { positive: 'dog', seed: 3 },
      notes: ['The link is of version 7 of Steeraway: what this one understands of it is restored.'],
    });
    expect(settingsFromLink('#want=dog')).toEqual({
      settings: { positive: 'dog' },
      notes: ['The link is of another version of Steeraway: what this one understands of it is restored.'],
    });
  });

  it('with bad numbers and modes is clamped, and says so', () => {
    expect(settingsFromLink('#scale=9&seed=-4&steps=x&modes=none.warp.cfg&v=1')).toEqual({
      settings: {
        ...{ scale: 1.5, seed: 0, model: null },
        modes: { plain: 'none', cfg: 'cfg' },
        comparison: USUAL_COMPARISON,
      },
      notes: [
        'Scale takes 0 to 1.5: 9 became 1.5.',
        'Seed takes 0 to 4294967295: -4 became 0.',
        'What it has for steps is no number and was left out.',
        'Its mode “warp” is not known here.',
      ],
    });
  });

  it('without settings is an error, and without anything is none', () => {
    expect(() => settingsFromLink('#section-2')).toThrow(
      expect.objectContaining({ code: 'settings-unreadable' }),
    );
    expect(settingsFromLink('')).toBeNull();
    expect(settingsFromLink('#')).toBeNull();
  });
});

describe('a record', () => {
  it.each([null, 3, 'text', [], {}, { version: 1 }, { positive: 7, seed: 'x' }])('%j is refused', (value) => {
    expect(() => readSettings(value, 'x.png')).toThrow(
      expect.objectContaining({ code: 'settings-unreadable' }),
    );
  });

  it('may not bring weights that are no name', () => {
    const checkpoints = { plain: 7, steered: 'nasa-i', cfg: 'x'.repeat(61) };
    expect(readSettings({ version: 1, seed: 1, checkpoints }, 'x.png').settings).toEqual({
      seed: 1,
      checkpoints: { steered: 'nasa-i' },
    });
  });

  it('may not bring endless text, nor numbers that are none', () => {
    const { settings, notes } = readSettings(
      { version: 1, positive: 'a'.repeat(MAX_PROMPT + 1), negative: 5, scale: NaN, seed: 1e300 },
      'x.png',
    );
    expect(settings.positive).toHaveLength(MAX_PROMPT);
    expect(settings).not.toHaveProperty('negative');
    expect(settings).not.toHaveProperty('scale');
    expect(settings.seed).toBe(4_294_967_295);
    expect(notes).toHaveLength(4);
  });
});

describe('the text of A1111', () => {
  it('is written in its order', () => {
    const settings = { ...SETTINGS, positive: 'animal', negative: 'cat', steps: 1, seed: 14 };
    expect(parametersText(settings, { ...PICTURE, mode: 'nasa', guidance: { mode: 'nasa', scale: 0.85 } }))
      .toBe(`animal
Negative prompt: cat
Steps: 1, Sampler: One step, CFG scale: 1, Seed: 14, Size: 512x512, Model: SD-Turbo, Guidance: NASA, Guidance scale: 0.85, Steer away: 0.85, Version: Steeraway 1`);
  });

  it('names the weights', () => {
    const picture = { ...PICTURE, checkpoint: 'nasa-i' };
    const text = parametersText(SETTINGS, picture);
    expect(text).toContain('Model: SD-Turbo, Weights: nasa-i, Guidance: NAG');
    expect(settingsFromParameters(text, 'x.png').settings.checkpoints).toEqual({ steered: 'nasa-i' });
  });

  it('quotes what would end a value', () => {
    const engine = { ...SETTINGS.engine, modelName: 'My "model", v2: best' } as NonNullable<
      Settings['engine']
    >;
    expect(parametersText({ ...SETTINGS, engine }, PICTURE)).toContain(
      'Model: "My \\"model\\", v2: best", Guidance: NAG',
    );
  });

  it('of ours gives back prompts, numbers and mode', () => {
    const { positive, negative, scale, seed, steps } = SETTINGS;
    expect(settingsFromParameters(parametersText(SETTINGS, PICTURE), 'x.png')).toEqual({
      settings: { positive, negative, scale, seed, steps, modes: { steered: 'nag' } },
      notes: [],
    });
  });

  it('of another program gives prompts and seed, and names the rest', () => {
    expect(settingsFromParameters(A1111_TEXT, 'x.png')).toEqual({
      settings: { positive: 'a cat, 8k', negative: 'blurry', seed: 42 },
      notes: [
        'Another program made it: prompts and seed are restored. Left out: Model sd15, Sampler Euler a, Steps 20, CFG scale 7, Size 512x512.',
      ],
    });
  });

  it.each([
    ['only a prompt', { positive: 'only a prompt', negative: '' }],
    ['two\nlines\nNegative prompt: one\nmore', { positive: 'two\nlines', negative: 'one\nmore' }],
    ['Steps: 3', { positive: 'Steps: 3', negative: '' }],
    ['Steps: 3, Seed: 5, Size: 1x1', { positive: '', negative: '', seed: 5 }],
    ['p\nSteps: 3, Seed: 99999999999, Size: 1x1', { positive: 'p', negative: '', seed: 4_294_967_295 }],
  ])('%j', (text, settings) => {
    expect(settingsFromParameters(text, 'x.png').settings).toEqual(settings);
  });
});

describe('a PNG', () => {
  const read = (file: Blob) => settingsOfPicture(file, 'cat.png');

  it('gives back everything', async () => {
    expect(await read(png(...settingsChunks(SETTINGS, PICTURE)))).toEqual({ settings: RESTORED, notes: [] });
  });

  it('of A1111 gives what can be read', async () => {
    expect(await read(new Blob([pillowPng('a1111')]))).toMatchObject({ settings: { seed: 42 } });
  });

  it('with a broken record falls back to its text, and says so', async () => {
    const [parameters] = settingsChunks(SETTINGS, PICTURE);
    if (!parameters) throw new Error('No parameters.');
    for (const broken of ['{', '[]', '{"version":1}']) {
      const reading = await read(png(parameters, textChunk('steeraway', broken)));
      expect(reading.settings).toMatchObject({ seed: SETTINGS.seed });
      expect(reading.notes[0]).toBe('The record in cat.png is broken, so its text is read.');
      await expect(read(png(textChunk('steeraway', broken)))).rejects.toMatchObject({
        code: 'settings-unreadable',
      });
    }
  });

  it('that is cut off behind its texts is restored, and says so', async () => {
    const whole = png(...settingsChunks(SETTINGS, PICTURE));
    const { settings, notes } = await read(whole.slice(0, whole.size - 20));
    expect(settings).toEqual(RESTORED);
    expect(notes).toEqual(['cat.png is not whole: it is cut off.']);
  });

  it('without settings says so, and what it has instead', async () => {
    await expect(read(png())).rejects.toMatchObject({
      code: 'picture-without-settings',
      message: 'cat.png says nothing about how it was made.',
    });
    await expect(read(png(textChunk('workflow', '{}')))).rejects.toThrow('a workflow of ComfyUI');
    await expect(read(new Blob([pillowPng('packed').slice(0, 40)]))).rejects.toThrow('it is cut off');
    await expect(read(new Blob(['GIF89a']))).rejects.toMatchObject({ code: 'not-a-png' });
  });
});
