// The judge: our own classifier (training/steeraway_training/classifier.py), trained apart from the generator and never part of its loss.

import { readFile } from 'node:fs/promises';
import { CustomOpSession, floatTensor } from '../src/runtime/index.ts';
import type { PanePixels } from '../src/protocol/engine.ts';
import type { Feature } from './pairs.ts';

const FOLDER = new URL('./models/', import.meta.url);

interface Labels {
  readonly heads: Readonly<Record<'background' | 'hue' | 'quality', readonly string[]>>;
  /** Names of each subject, canonical first. */
  readonly subjects: readonly (readonly string[])[];
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly heldOutAccuracy: Readonly<Record<string, number>>;
}

export interface Verdict {
  readonly background: string;
  readonly hue: string;
  readonly quality: string;
  /** Canonical name of the most likely subject. */
  readonly subject: string;
  /** One logit per subject, in the order of `subjectNames`. */
  readonly subjectLogits: Float32Array;
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

  async judge(pixels: PanePixels): Promise<Verdict> {
    const image = floatTensor('float32', toPlanes(pixels), [1, 3, pixels.height, pixels.width]);
    const outputs = await this.#session.run({ image });
    const logits = (name: string) => outputs[name]?.data as Float32Array;
    const best = (head: keyof Labels['heads']) => this.#labels.heads[head][argmax(logits(head))] ?? '';
    const subjectLogits = logits('subject');
    return {
      background: best('background'),
      hue: best('hue'),
      quality: best('quality'),
      subject: this.subjectNames[argmax(subjectLogits)] ?? '',
      subjectLogits,
    };
  }

  /** Is the feature absent from the picture? */
  excludes(verdict: Verdict, feature: Feature): boolean {
    if ('subjects' in feature) return !feature.subjects.includes(verdict.subject);
    return verdict[feature.head] !== feature.value;
  }

  /** Does the picture show the subject, or a member of the group, that the prompt asked for? */
  keeps(verdict: Verdict, name: string): boolean {
    return (this.#labels.groups[name] ?? [name]).includes(verdict.subject);
  }
}

/** RGBA bytes -> [3, H, W] in [-1, 1]. */
function toPlanes({ rgba, width, height }: PanePixels): Float32Array {
  const size = width * height;
  return Float32Array.from(
    { length: 3 * size },
    (_, i) => (rgba[(i % size) * 4 + Math.floor(i / size)] ?? 0) / 127.5 - 1,
  );
}

export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++)
    if ((values[i] ?? -Infinity) > (values[best] ?? -Infinity)) best = i;
  return best;
}
