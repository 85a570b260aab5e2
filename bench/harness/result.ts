// What a suite hands over, and what `--json` prints: one object for all suites.

import type { Summary } from '../statistics.ts';
import { summary } from '../statistics.ts';
import type { ArmSamples } from './interleave.ts';

export interface ArmResult {
  readonly name: string;
  readonly shape: string;
  /** Of one execution on the wall clock, to queue.onSubmittedWorkDone: the clock that all arms have. */
  readonly ms: Summary & { readonly p95?: number };
  /** The same between GPU timestamps. Absent without them, and for arms whose passes ONNX Runtime encodes. */
  readonly gpuMs?: Summary;
  /** Of all threads of the process, a software adapter's included: steadier than the wall clock on a shared machine. */
  readonly cpuMs?: Summary;
  /** Samples. */
  readonly n: number;
  /** Executions in one sample. */
  readonly repeats?: number;
}

/** An arm that has no time, and why. */
export interface SkippedArm {
  readonly name: string;
  readonly shape: string;
  readonly reason: string;
}

export interface SuiteResult {
  readonly suite: string;
  /** Tells results of the same suite apart that do not replace each other: a precision, a model. */
  readonly variant?: string;
  readonly adapter: string;
  readonly arms: readonly ArmResult[];
  /** null: not measured. */
  readonly ratios: Readonly<Record<string, number | null>>;
  readonly skipped?: readonly SkippedArm[];
  /** Which clocks were used. */
  readonly clock?: string;
}

/** How a result came to be; the program adds it. */
export interface Recorded {
  /** ISO date. */
  readonly date: string;
  /** Of the repository; with a `+` where files differ from it. */
  readonly commit: string;
  readonly node: string;
  /** Of the npm package webgpu, which is Dawn. */
  readonly dawn: string;
  readonly onnxRuntime: string;
  readonly machine: string;
  /** Dawn's toggles beyond those of every run. */
  readonly toggles: readonly string[];
}

export type RecordedResult = SuiteResult & { readonly recorded: Recorded };

export function armResult(shape: string, { arm, repeats, samples }: ArmSamples): ArmResult {
  const gpu = samples.flatMap((sample) => sample.gpu ?? []);
  return {
    name: arm.name,
    shape,
    ms: summary(samples.map(({ wall }) => wall)),
    ...(gpu.length > 0 && { gpuMs: summary(gpu) }),
    cpuMs: summary(samples.map(({ cpu }) => cpu)),
    n: samples.length,
    repeats,
  };
}
