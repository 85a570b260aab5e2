// The judge: our own classifier (training/steeraway_training/classifier.py), trained apart from the generator and never part of its loss.

import { CustomOpSession, floatTensor } from '../../src/runtime/index.ts';
import type { PanePixels } from '../../src/protocol/engine.ts';
import type { Feature } from '../data/pairs.ts';
import { JudgeHeadError } from './errors.ts';
import { readJudgeFile } from './files.ts';
import { parseLabels, type Labels } from './labels.ts';
import { planesOf } from './planes.ts';

/** Pixels on a side that the judge sees. */
export const SEEN = 64;

export interface Verdict {
  /** The most likely value of each head. */
  readonly values: Readonly<Record<string, string>>;
  /** Canonical name of the most likely subject. */
  readonly subject: string;
  /** One logit per subject, in the order of `subjectNames`. */
  readonly subjectLogits: Float32Array;
  /** The last layer before the heads: what distances between pictures are measured in. */
  readonly features: Float32Array;
  /** Compared with captions (captionEncoder.ts); of length 1. */
  readonly embedding: Float32Array;
}

export class Classifier {
  private constructor(
    readonly session: CustomOpSession,
    readonly labels: Labels,
  ) {}

  /** @throws JudgeFileError, JudgeVersionError */
  static async load(): Promise<Classifier> {
    const labels = parseLabels(new TextDecoder().decode(await readJudgeFile('labels.json')));
    const model = await readJudgeFile('classifier.onnx');
    const session = await CustomOpSession.create(model, { label: 'classifier.onnx', provider: 'wasm' });
    return new Classifier(session, labels);
  }

  get subjectNames(): readonly string[] {
    return this.labels.subjects.map(([canonical = '']) => canonical);
  }

  async judge(pixels: PanePixels): Promise<Verdict> {
    const image = floatTensor('float32', planesOf(pixels, SEEN), [1, 3, SEEN, SEEN]);
    const outputs = await this.session.run({ image });
    const output = (name: string) => outputs[name]?.data as Float32Array;
    const heads = Object.entries(this.labels.heads);
    const subjectLogits = output('subject');
    return {
      values: Object.fromEntries(heads.map(([name, values]) => [name, values[argmax(output(name))] ?? ''])),
      subject: this.subjectNames[argmax(subjectLogits)] ?? '',
      subjectLogits,
      features: output('features'),
      embedding: output('embedding'),
    };
  }

  /** Is the feature absent from the picture? @throws JudgeHeadError */
  excludes(verdict: Verdict, feature: Feature): boolean {
    if ('subjects' in feature) return !feature.subjects.includes(verdict.subject);
    const shown = verdict.values[feature.head];
    if (shown === undefined) throw new JudgeHeadError(feature.head);
    return !feature.values.includes(shown);
  }

  /** Does the picture show the subject, or a member of the group, that the prompt asked for? */
  keeps(verdict: Verdict, name: string): boolean {
    return (this.labels.groups[name] ?? [name]).includes(verdict.subject);
  }
}

export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++)
    if ((values[i] ?? -Infinity) > (values[best] ?? -Infinity)) best = i;
  return best;
}
