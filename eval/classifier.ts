// The judge: our own classifier (training/steeraway_training/classifier.py), trained apart from the generator and never part of its loss.

import { readFile } from 'node:fs/promises';
import { CustomOpSession, floatTensor } from '../src/runtime/index.ts';
import type { PanePixels } from '../src/protocol/engine.ts';
import type { Feature } from './pairs.ts';

const FOLDER = new URL('./models/', import.meta.url);

/** Pixels on a side that the judge sees. */
const SEEN = 64;

interface Labels {
  /** Values of each head by name: background, hue, quality, and whatever else this judge was trained to read. */
  readonly heads: Readonly<Record<string, readonly string[]>>;
  /** Names of each subject, canonical first. */
  readonly subjects: readonly (readonly string[])[];
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Words of each value of each factor, the plainest first. */
  readonly words: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Pairs of subject and style that no generator was shown; absent from judges of version 2. */
  readonly heldOut?: readonly (readonly [subject: string, style: string])[];
  readonly heldOutAccuracy: Readonly<Record<string, number>>;
}

export interface Verdict {
  /** The most likely value of each head. */
  readonly values: Readonly<Record<string, string>>;
  /** Canonical name of the most likely subject. */
  readonly subject: string;
  /** One logit per subject, in the order of `subjectNames`. */
  readonly subjectLogits: Float32Array;
  /** What distances between pictures are measured in: every head's logits, each head weighted alike however many values it has. */
  readonly features: Float32Array;
}

export class Classifier {
  readonly #session: CustomOpSession;
  readonly #labels: Labels;

  private constructor(session: CustomOpSession, labels: Labels) {
    this.#session = session;
    this.#labels = labels;
  }

  static async load(): Promise<Classifier> {
    const labels = JSON.parse(await readFile(new URL('labels.json', FOLDER), 'utf8')) as Labels;
    const model = new Uint8Array(await readFile(new URL('classifier.onnx', FOLDER)));
    return new Classifier(
      await CustomOpSession.create(model, { label: 'classifier.onnx', provider: 'wasm' }),
      labels,
    );
  }

  get subjectNames(): readonly string[] {
    return this.#labels.subjects.map(([canonical = '']) => canonical);
  }

  /** Combinations that training never showed, as prompts, with what they must show. "Sharp": nobody could tell the style of a blur. */
  get heldOut(): readonly { readonly subject: string; readonly style: string; readonly prompt: string }[] {
    const { heldOut = [], words } = this.#labels;
    const word = (factor: string, value: string) => words[factor]?.[value]?.[0] ?? value;
    return heldOut.map(([subject, style]) => {
      return { subject, style, prompt: [subject, word('style', style), word('quality', 'clean')].join(', ') };
    });
  }

  async judge(pixels: PanePixels): Promise<Verdict> {
    const image = floatTensor('float32', toPlanes(pixels, SEEN), [1, 3, SEEN, SEEN]);
    const outputs = await this.#session.run({ image });
    const logits = (name: string) => outputs[name]?.data as Float32Array;
    const heads = Object.entries(this.#labels.heads);
    const subjectLogits = logits('subject');
    return {
      values: Object.fromEntries(heads.map(([name, values]) => [name, values[argmax(logits(name))] ?? ''])),
      subject: this.subjectNames[argmax(subjectLogits)] ?? '',
      subjectLogits,
      features: toFeatures([...heads.map(([name]) => logits(name)), subjectLogits]),
    };
  }

  /** Is the feature absent from the picture? */
  excludes(verdict: Verdict, feature: Feature): boolean {
    if ('subjects' in feature) return !feature.subjects.includes(verdict.subject);
    const shown = verdict.values[feature.head];
    if (shown === undefined) throw new Error(`The judge reads no "${feature.head}": train it again.`);
    return shown !== feature.value;
  }

  /** Does the picture show the subject, or a member of the group, that the prompt asked for? */
  keeps(verdict: Verdict, name: string): boolean {
    return (this.#labels.groups[name] ?? [name]).includes(verdict.subject);
  }
}

/** RGBA bytes of a square picture -> means over squares of pixels, [3, side, side] in [-1, 1]. Its width is a multiple of `side`. */
export function toPlanes({ rgba, width }: PanePixels, side: number): Float32Array {
  const step = width / side;
  if (!Number.isInteger(step)) throw new Error(`A picture ${width} px wide cannot be seen at ${side} px.`);
  const planes = new Float32Array(3 * side * side);
  for (let y = 0; y < width; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < 3; channel++) {
        const at = (channel * side + Math.floor(y / step)) * side + Math.floor(x / step);
        planes[at] = (planes[at] ?? 0) + (rgba[(y * width + x) * 4 + channel] ?? 0);
      }
  return planes.map((sum) => sum / step ** 2 / 127.5 - 1);
}

/** Divided by sqrt(values), a squared distance is the sum over heads of each head's mean square. */
export function toFeatures(heads: readonly Float32Array[]): Float32Array {
  return Float32Array.from(
    heads.flatMap((logits) => [...logits].map((logit) => logit / Math.sqrt(logits.length))),
  );
}

export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++)
    if ((values[i] ?? -Infinity) > (values[best] ?? -Infinity)) best = i;
  return best;
}
