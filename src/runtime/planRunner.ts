// Runs a plan: ORT segments and WGSL dispatches in order on one device, tensors staying where they are made.

import type { ValueInfo } from '../onnx/index.ts';
import type { PlanStep } from '../onnx/plan.ts';
import { CancelledError } from './errors.ts';
import type { ObserveOp } from './opObservation.ts';
import type { FrameParameters } from './ops/types.ts';
import type { OpStepInfo } from './opRunner.ts';
import type { Tensor } from './ort.ts';
import { borrowed, type Value } from './values.ts';

/** Executes one step. @param inputs one per step input, undefined where omitted; @returns one value per step output */
export interface StepRunner {
  run(inputs: readonly (Tensor | undefined)[], frame: FrameParameters, observe?: ObserveOp): Promise<Value[]>;
  release(): void | Promise<void>;
  /** Only of ops. */
  describe?(): OpStepInfo;
}

/** What running a step takes to know: all but its model, whose weights would keep their files in memory. */
export type StepFacts = Pick<PlanStep, 'kind' | 'inputs' | 'outputs' | 'frees' | 'dependsOn'>;

export interface RunnableStep {
  readonly step: StepFacts;
  readonly runner: StepRunner;
}

/** How one run is done. */
export interface PlanRun {
  /** How it is guided. */
  readonly frame: FrameParameters;
  /** Checked between steps. */
  readonly signal?: AbortSignal | undefined;
  /** Reads what other runs remembered, and remembers its own apart: the runs after it find all that they had. */
  readonly aside?: boolean | undefined;
  /** Called before each custom op, which waits for it. */
  readonly observe?: ObserveOp | undefined;
}

/** Results of a step kept for the next run, with the feeds that they were made from. */
interface Memory {
  readonly feeds: readonly Tensor[];
  readonly values: readonly Value[];
}

export class PlanRunner {
  /** By step, for steps that no custom op precedes: they depend on their feeds alone, not on mode or scale. */
  readonly #memory = new Map<StepFacts, Memory>();
  /** The same of runs aside. */
  readonly #memoryAside = new Map<StepFacts, Memory>();
  readonly #memorable: ReadonlySet<StepFacts>;

  constructor(
    readonly inputs: readonly ValueInfo[],
    readonly outputs: readonly ValueInfo[],
    readonly steps: readonly RunnableStep[],
    readonly constants: ReadonlyMap<string, Value>,
  ) {
    this.#memorable = stepsBeforeOps(steps, outputs);
  }

  /**
   * @param feeds one tensor per input. A tensor object stands for its contents: whoever changes the contents feeds
   * another object, because steps before the first custom op are not run again for the same objects.
   * @returns the outputs; the caller frees them
   * @throws CancelledError between two steps
   */
  async run(
    feeds: ReadonlyMap<string, Tensor>,
    { frame, signal, aside = false, observe }: PlanRun,
  ): Promise<Map<string, Value>> {
    const memory = aside ? this.#memoryAside : this.#memory;
    const values = new Map<string, Value>();
    for (const [name, { tensor }] of this.constants) values.set(name, borrowed(tensor)); // they outlive the run
    for (const [name, tensor] of feeds) values.set(name, borrowed(tensor));
    try {
      for (const { step, runner } of this.steps) {
        if (signal?.aborted) throw new CancelledError({ cause: signal.reason });
        const inputs = step.inputs.map((name) => (name === '' ? undefined : values.get(name)?.tensor));
        const run = () => runner.run(inputs, frame, observe);
        const results = this.#memorable.has(step)
          ? await this.#recall(step, run, feeds, memory)
          : await run();
        step.outputs.forEach((name, index) => {
          const value = results[index];
          if (name !== '' && value) values.set(name, value);
        });
        for (const name of step.frees) take(values, name)?.free();
      }
      return new Map(this.outputs.map(({ name }) => [name, take(values, name)!]));
    } finally {
      for (const value of values.values()) value.free();
    }
  }

  /** The steps in order, and what the ops among them ran last. */
  describe(): readonly (OpStepInfo | { readonly kind: 'segment' })[] {
    return this.steps.map(({ runner }) => runner.describe?.() ?? { kind: 'segment' });
  }

  async release(): Promise<void> {
    for (const memory of [this.#memory, this.#memoryAside]) {
      for (const { values } of memory.values()) for (const value of values) value.free();
      memory.clear();
    }
    for (const value of this.constants.values()) value.free();
    for (const { runner } of this.steps) await runner.release();
  }

  async #recall(
    step: StepFacts,
    run: () => Promise<Value[]>,
    feeds: ReadonlyMap<string, Tensor>,
    memory: Map<StepFacts, Memory>,
  ): Promise<Value[]> {
    const sources = [...step.dependsOn].map((name) => feeds.get(name)!);
    const known = [this.#memory.get(step), memory.get(step)].find((one) => one && madeFrom(one, sources));
    if (known) return known.values.map(lend);
    const values = await run();
    for (const value of memory.get(step)?.values ?? []) value.free();
    memory.set(step, { feeds: sources, values });
    return values.map(lend);
  }
}

const madeFrom = ({ feeds }: Memory, sources: readonly Tensor[]): boolean =>
  feeds.every((tensor, index) => tensor === sources[index]);

const lend = ({ tensor }: Value): Value => borrowed(tensor);

function take(values: Map<string, Value>, name: string): Value | undefined {
  const value = values.get(name);
  values.delete(name);
  return value;
}

/** Segments without a custom op upstream, and none of whose results leave the plan. */
function stepsBeforeOps(
  steps: readonly RunnableStep[],
  outputs: readonly ValueInfo[],
): ReadonlySet<StepFacts> {
  const afterOps = new Set<string>();
  const memorable = new Set<StepFacts>();
  const leaving = new Set(outputs.map(({ name }) => name));
  for (const { step } of steps) {
    const tainted = step.kind === 'op' || step.inputs.some((name) => afterOps.has(name));
    if (tainted) for (const name of step.outputs) afterOps.add(name);
    else if (!step.outputs.some((name) => leaving.has(name))) memorable.add(step);
  }
  return memorable;
}
