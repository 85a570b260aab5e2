// From noise to the clean latent: the calls of the denoiser that a sampler asks for, guided at every step.

import {
  CancelledError,
  floatTensor,
  type Precision,
  type Tensor,
  type WeightedSum,
} from '../../runtime/index.ts';
import {
  samplingPlan,
  TorchGenerator,
  type SamplerSpec,
  type SamplingPlan,
  type SamplingStep,
} from '../../sampling/index.ts';
import { sameItems } from '../passMemo.ts';
import { LATENT_CHANNELS } from './families.ts';
import type { Guide } from '../guide.ts';
import type { GuidedDenoiser } from './guidedDenoiser.ts';

export interface LoopOptions {
  readonly sampler: SamplerSpec;
  /** [1, 4, h, w] */
  readonly latentDims: readonly number[];
  /** The clean latent comes divided by this, in this type: as the VAE decoder reads it. */
  readonly vaeScalingFactor: number;
  readonly vaeType: Precision;
}

/** What one step hands to the next. */
interface Point {
  readonly latent: Tensor;
  /** The latent as the network reads it. */
  readonly networkInput: Tensor;
}

/** Where every pass of one seed begins. The tensors stay on the CPU, and sessions recognise them. */
interface Start extends Point {
  readonly key: readonly unknown[];
}

export interface CleanLatent {
  /** Clean latent / VAE scaling factor; the caller disposes it. */
  readonly tensor: Tensor;
  /** What calls cost that an earlier pass has made. */
  readonly borrowedMilliseconds: number;
}

export class SamplingLoop {
  #start: Start | undefined;

  constructor(
    readonly denoiser: GuidedDenoiser,
    readonly sum: WeightedSum,
    readonly options: LoopOptions,
    /** Serves the panes: this one uses what it remembers, and leaves it as it is. */
    readonly elder?: SamplingLoop,
  ) {}

  /**
   * @param seed of torch's CPU generator: the noise is diffusers' for it, and so is what few-step samplers draw after it
   * @throws InvalidStepCountError, CancelledError
   */
  async run(guide: Guide, seed: number, stepCount: number, signal: AbortSignal): Promise<CleanLatent> {
    const plan = samplingPlan(this.options.sampler, stepCount);
    const generator = new TorchGenerator(seed);
    const start = this.#startOf(seed, plan, generator.randn(this.#length));
    let point: Point = start;
    let borrowedMilliseconds = 0;
    for (const [index, step] of plan.steps.entries()) {
      if (signal.aborted) throw new CancelledError({ cause: signal.reason });
      const query = { latent: point.networkInput, timestep: step.timestep };
      const from = point === start ? start.key : undefined;
      const predictions = await this.denoiser.predict(guide, { ...query, start: from }, signal);
      borrowedMilliseconds += predictions.borrowedMilliseconds;
      const noise = step.noiseWeight === 0 ? undefined : generator.randn(this.#length);
      const following = plan.steps[index + 1];
      const latent = await this.#advance(
        point.latent,
        predictions.terms,
        step,
        noise,
        following === undefined,
      );
      const used = point === start ? [] : [point.latent, point.networkInput];
      for (const tensor of [...predictions.temporary, ...used]) tensor.dispose();
      if (following === undefined) return { tensor: latent, borrowedMilliseconds };
      point = { latent, networkInput: await this.#networkInput(latent, following) };
    }
    throw new RangeError('a sampling plan has at least one step');
  }

  get #length(): number {
    return this.options.latentDims.reduce((product, dim) => product * dim, 1);
  }

  /** latentWeight * latent + predictionWeight * prediction + noiseWeight * noise; what the VAE reads, at the last step. */
  #advance(
    latent: Tensor,
    predictions: readonly { readonly tensor: Tensor; readonly weight: number }[],
    { latentWeight, predictionWeight, noiseWeight }: SamplingStep,
    noise: Float32Array | undefined,
    isLast: boolean,
  ): Promise<Tensor> {
    const { latentDims, vaeScalingFactor, vaeType } = this.options;
    const unit = isLast ? 1 / vaeScalingFactor : 1;
    const terms = [
      { tensor: latent, weight: unit * latentWeight },
      ...predictions.map(({ tensor, weight }) => ({ tensor, weight: unit * predictionWeight * weight })),
    ];
    if (noise) terms.push({ tensor: floatTensor('float32', noise, latentDims), weight: unit * noiseWeight });
    return this.sum.run(terms, LATENT_CHANNELS, isLast ? vaeType : 'float32');
  }

  #networkInput(latent: Tensor, { inputWeight }: SamplingStep): Promise<Tensor> {
    const { latentType } = this.denoiser.facts;
    return this.sum.run([{ tensor: latent, weight: inputWeight }], LATENT_CHANNELS, latentType);
  }

  #startOf(seed: number, { initialWeight, steps }: SamplingPlan, noise: Float32Array): Start {
    const inputWeight = initialWeight * steps[0]!.inputWeight;
    const key = [seed, initialWeight, inputWeight, steps[0]!.timestep];
    const known = this.#recallStart(key);
    if (known) return known;
    const { latentDims } = this.options;
    const scaled = (weight: number) => noise.map((value) => value * weight);
    const { latentType } = this.denoiser.facts;
    this.#start = {
      key,
      latent: floatTensor('float32', scaled(initialWeight), latentDims),
      networkInput: floatTensor(latentType, scaled(inputWeight), latentDims),
    };
    return this.#start;
  }

  #recallStart(key: readonly unknown[]): Start | undefined {
    const elders = this.elder ? this.elder.#recallStart(key) : undefined;
    if (elders) return elders;
    return this.#start && sameItems(this.#start.key, key) ? this.#start : undefined;
  }
}
