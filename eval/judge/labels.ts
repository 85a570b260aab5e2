// labels.json: what the judge's outputs mean, and how well it reads each on held-out renders.

import { JudgeFileError, JudgeVersionError } from './errors.ts';

/** JUDGE_VERSION of training/steeraway_training/classifier.py. */
export const JUDGE_VERSION = 3;

export interface HeadAccuracy {
  readonly value: number;
  readonly n: number;
  /** 97 % or above: figures rest on it. */
  readonly trusted: boolean;
}

export interface Labels {
  readonly version: number;
  /** Values of each head by name. */
  readonly heads: Readonly<Record<string, readonly string[]>>;
  /** Names of each subject, canonical first. */
  readonly subjects: readonly (readonly string[])[];
  /** Canonical names of those that the generator learnt. */
  readonly drawn: readonly string[];
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Words of each value of each factor, the plainest first. */
  readonly words: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Pairs of a drawn subject and a style that no generator was shown. */
  readonly heldOut: readonly (readonly [subject: string, style: string])[];
  /** Of each head, and `caption`: the dual encoder's first of all subjects' names. */
  readonly heldOutAccuracy: Readonly<Record<string, HeadAccuracy>>;
  /** What features.bin holds: see realFeatures.ts. */
  readonly features: {
    readonly width: number;
    readonly renders: number;
    /** So many of the renders, the first ones, are drawn without a degradation. */
    readonly clean: number;
    readonly bank: number;
    /** Mean |Laplacian| of the clean renders, by picture size in pixels. */
    readonly sharpness: Readonly<Record<string, number>>;
  };
}

/** @throws JudgeFileError, JudgeVersionError */
export function parseLabels(text: string): Labels {
  let labels: unknown;
  try {
    labels = JSON.parse(text);
  } catch (cause) {
    throw new JudgeFileError('labels.json', 'it is no JSON', { cause });
  }
  if (typeof labels !== 'object' || labels === null)
    throw new JudgeFileError('labels.json', 'it is no object');
  const version = 'version' in labels ? labels.version : undefined;
  if (version !== JUDGE_VERSION) throw new JudgeVersionError(version, JUDGE_VERSION);
  return labels as Labels;
}
