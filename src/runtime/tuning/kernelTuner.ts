// Which of an op's candidate kernels runs: right on this adapter by its self-test, and on a real GPU the fastest there.

import { SelfTestError } from '../errors.ts';
import type { GpuContext } from '../device.ts';
import type { KernelCache } from '../gpu/kernel.ts';
import { waves } from '../knownAnswers.ts';
import type { Candidate, PreparedCall } from '../ops/types.ts';
import { faultOf } from './selfTest.ts';
import { Stopwatch } from './stopwatch.ts';
import { TestBench } from './testBench.ts';
import { fastest, timeCandidates } from './timeCandidates.ts';
import { TuningMemory, type Measurement, type TuningStore } from './tuningMemory.ts';

export interface TuningOptions {
  /** `auto` measures on real GPUs: an emulated one takes seconds to compile each candidate. */
  readonly tune?: 'auto' | 'always' | undefined;
  readonly store?: TuningStore | undefined;
  /** For compiling and measuring, all shapes together. */
  readonly budgetMilliseconds?: number | undefined;
}

/** What runs for one shape of an op's inputs, and why. */
export interface KernelChoice {
  readonly shape: string;
  readonly kernel: string;
  readonly chosen: 'fixed' | 'measured' | 'remembered';
  /** A clause: why it was not measured, or what it was measured against. */
  readonly reason: string;
  /** Median of each candidate that was measured, by name. */
  readonly milliseconds: Readonly<Record<string, number>>;
}

const BUDGET_MILLISECONDS = 2000;

export class KernelTuner {
  readonly #memory: TuningMemory;
  /** By shape and candidates. */
  readonly #choices = new Map<string, Promise<KernelChoice>>();
  readonly #settled = new Map<string, KernelChoice>();
  /** By name. Names tell all kernels of one engine apart. */
  readonly #faults = new Map<string, Promise<string | undefined>>();
  /** By kernel: its fault, undefined where it has none. */
  readonly #tested = new Map<string, string | undefined>();
  readonly #notices = new Set<string>();
  #budget: number;

  constructor(
    readonly context: GpuContext,
    readonly kernels: KernelCache,
    readonly options: TuningOptions = {},
  ) {
    this.#memory = new TuningMemory(describeAdapter(context), options.store);
    this.#budget = options.budgetMilliseconds ?? BUDGET_MILLISECONDS;
  }

  /** The first call for a shape may take a while; shapes change with prompts, never with a slider move. @throws SelfTestError where no candidate is right */
  async choose(call: PreparedCall): Promise<Candidate> {
    const key = [call.shape, ...call.candidates.map(({ name }) => name)].join();
    let choice = this.#choices.get(key);
    if (choice === undefined) {
      choice = this.#decide(call);
      this.#choices.set(key, choice);
      choice.catch(() => this.#choices.delete(key));
    }
    const { kernel } = await choice;
    return call.candidates.find(({ name }) => name === kernel)!;
  }

  /** Makes sure that some candidate is right, and measures nothing. @throws SelfTestError where none is */
  async check(call: PreparedCall): Promise<void> {
    await this.#firstRight(call);
  }

  /** All choices so far. */
  get choices(): readonly KernelChoice[] {
    return [...this.#settled.values()];
  }

  /** All self-tests so far. */
  get selfTests(): readonly { readonly kernel: string; readonly fault: string | undefined }[] {
    return Array.from(this.#tested, ([kernel, fault]) => ({ kernel, fault }));
  }

  /** Sentences on kernels that were left out, and on limits that made a smaller plan. */
  get notices(): readonly string[] {
    return [...this.#notices];
  }

  async #decide(call: PreparedCall): Promise<KernelChoice> {
    const choice = (await this.#recall(call)) ?? (await this.#measureOrGuess(call));
    const { limit } = call.candidates.find(({ name }) => name === choice.kernel)!;
    if (limit !== undefined) this.#notices.add(`${limit}.`);
    this.#settled.set(call.shape, choice);
    return choice;
  }

  async #recall(call: PreparedCall): Promise<KernelChoice | undefined> {
    const known = await this.#memory.get(call);
    const candidate = call.candidates.find(({ name }) => name === known?.kernel);
    if (!known || !candidate || !(await this.#works(candidate, call))) return undefined;
    const { kernel, milliseconds } = known;
    const reason = 'measured on this adapter before';
    return { shape: call.shape, kernel, chosen: 'remembered', reason, milliseconds };
  }

  async #measureOrGuess(call: PreparedCall): Promise<KernelChoice> {
    const { shape, candidates } = call;
    const unmeasured = this.#whyNotMeasured(candidates);
    if (unmeasured !== undefined) {
      const { name: kernel } = await this.#firstRight(call);
      return { shape, kernel, chosen: 'fixed', reason: unmeasured, milliseconds: {} };
    }
    const { isWhole, ...measurement } = await this.#measure(call);
    // What was cut short is measured anew on the next visit.
    if (isWhole) await this.#memory.set(call, measurement);
    const count = Object.keys(measurement.milliseconds).length;
    const reason = `the fastest of ${count} on this adapter${isWhole ? '' : ', before the time was used up'}`;
    return { shape, ...measurement, chosen: 'measured', reason };
  }

  async #firstRight(call: PreparedCall): Promise<Candidate> {
    for (const candidate of call.candidates) {
      if (await this.#works(candidate, call)) return candidate;
    }
    throw await this.#noneWorks(call);
  }

  #whyNotMeasured(candidates: readonly Candidate[]): string | undefined {
    if (candidates.length === 1) return 'no other kernel fits';
    if (this.options.tune !== 'always' && this.context.isSoftware) return 'fixed choice on an emulated GPU';
    return this.#budget > 0 ? undefined : 'the time for measuring was used up';
  }

  async #measure(call: PreparedCall): Promise<Measurement & { readonly isWhole: boolean }> {
    const start = performance.now();
    const isOver = () => performance.now() - start >= this.#budget;
    const bench = new TestBench(this.kernels, call, (input) => fillers(call, input));
    bench.guide(call.trial().answers[0]!.frame);
    const stopwatch = new Stopwatch(this.context.device);
    try {
      const timed = [];
      let isWhole = true;
      for (const candidate of call.candidates) {
        isWhole = timed.length === 0 || !isOver();
        if (!isWhole) break;
        if (!(await this.#works(candidate, call))) continue;
        timed.push({ name: candidate.name, execution: await bench.open(candidate.name) });
      }
      if (timed.length === 0) throw await this.#noneWorks(call);
      const medians = await timeCandidates(timed, stopwatch, isOver);
      return { kernel: fastest(medians), milliseconds: Object.fromEntries(medians), isWhole };
    } finally {
      bench.release();
      stopwatch.release();
      this.#budget -= performance.now() - start;
    }
  }

  async #works(candidate: Candidate, call: PreparedCall): Promise<boolean> {
    const { name } = candidate;
    const fault = this.#faults.get(name) ?? faultOf(name, call, this.kernels);
    this.#faults.set(name, fault);
    const found = await fault;
    this.#tested.set(name, found);
    if (found !== undefined)
      this.#notices.add(`The kernel ${name} is left out on ${this.context.description}: ${found}.`);
    return found === undefined;
  }

  async #noneWorks({ candidates }: PreparedCall): Promise<SelfTestError> {
    const found: string[] = [];
    for (const { name } of candidates) found.push(`${name}: ${await this.#faults.get(name)}`);
    return new SelfTestError(this.context.description, found.join('; '));
  }
}

/** Times do not depend on the numbers, as long as they are some; masks let every token through. */
function fillers({ inputs }: PreparedCall, input: number): ArrayLike<number> {
  return inputs[input]?.type === 'int32' ? [1] : waves(4096, input + 1);
}

/** Another driver has another description; another browser may offer other features. */
function describeAdapter({ description, device }: GpuContext): string {
  const { maxComputeWorkgroupStorageSize, maxComputeInvocationsPerWorkgroup } = device.limits;
  const limits = `${maxComputeWorkgroupStorageSize} bytes, ${maxComputeInvocationsPerWorkgroup} invocations`;
  return [description, limits, ...[...device.features].sort()].join(', ');
}
