// What a stock denoiser is fed besides keys, values and masks: latent, timestep, and what some families add, by name.

import {
  floatTypeOf,
  tensorFor,
  type CustomOpSession,
  type Precision,
  type Tensor,
} from '../../runtime/index.ts';
import { DenoiserInputError } from './errors.ts';
import { guidanceEmbedding } from './guidanceEmbedding.ts';

type Input = CustomOpSession['inputMetadata'][number];

/** Names of the ONNX exports of diffusers and optimum (optimum/exporters/onnx/model_configs.py), old ones too. */
const LATENT = ['sample', 'hidden_states', 'latent'];
const TIMESTEP = ['timestep', 't'];
const KNOWN = [...LATENT, ...TIMESTEP, 'text_embeds', 'time_ids', 'timestep_cond'];
/** What surgery made inputs, and the wasm twin's scale. */
const OURS = /^(positive|negative)_(key|value)_\d+$|^(positive|negative)_key_mask$|^guidance_scale$/;

export interface DenoiserFacts {
  readonly latentInput: string;
  readonly latentType: Precision;
  /** Latent height and width where the graph fixes them. */
  readonly fixedSize: { readonly height: number; readonly width: number } | undefined;
  readonly output: string;
  /** What every call is told, whatever the prompt. */
  readonly constants: Readonly<Record<string, Tensor>>;
  readonly wantsPooled: boolean;
  /** One tensor object per timestep, so that a session recognises it. */
  readonly timestep: (timestep: number) => Readonly<Record<string, Tensor>>;
}

/** @throws DenoiserInputError for an input that nothing is known of, or of a shape that one picture does not have */
export function readDenoiserFacts(frame: CustomOpSession, imageSize: number): DenoiserFacts {
  const inputs = new Map(frame.inputMetadata.map((info) => [info.name, info]));
  const unknown = frame.inputNames.find((name) => !KNOWN.includes(name) && !OURS.test(name));
  if (unknown !== undefined) throw new DenoiserInputError(unknown, 'is not known', KNOWN);
  const latent = find(inputs, LATENT);
  const batch = latent.dims?.[0];
  if (typeof batch === 'number' && batch !== 1)
    throw new DenoiserInputError(latent.name, `is fixed to ${batch} pictures at once; one is drawn`, KNOWN);
  const [height, width] = latent.dims?.slice(2) ?? [];
  const isFixed = typeof height === 'number' && typeof width === 'number';
  const constants: Record<string, Tensor> = {};
  const timeIds = inputs.get('time_ids');
  if (timeIds) constants.time_ids = tensorFor(timeIds, sizeConditioning(imageSize), [1, 6]);
  const guidance = inputs.get('timestep_cond');
  if (guidance) {
    const size = Number(guidance.dims?.[1] ?? 256) || 256;
    constants.timestep_cond = tensorFor(guidance, [...guidanceEmbedding(size)], [1, size]);
  }
  return {
    latentInput: latent.name,
    latentType: floatTypeOf(latent),
    fixedSize: isFixed ? { height, width } : undefined,
    output: frame.outputNames[0] ?? '',
    constants,
    wantsPooled: inputs.has('text_embeds'),
    timestep: timestepTensors(find(inputs, TIMESTEP)),
  };
}

/** Original size, crop and target size, as SDXL is told at its own size (diffusers, _get_add_time_ids). */
function sizeConditioning(imageSize: number): readonly number[] {
  return [imageSize, imageSize, 0, 0, imageSize, imageSize];
}

function find(inputs: ReadonlyMap<string, Input>, names: readonly string[]): Input {
  const found = names.map((name) => inputs.get(name)).find((info) => info !== undefined);
  if (found === undefined) throw new DenoiserInputError(names[0] ?? '', 'is missing', [...inputs.keys()]);
  return found;
}

function timestepTensors(input: Input): DenoiserFacts['timestep'] {
  const known = new Map<number, Tensor>();
  return (timestep) => {
    const tensor = known.get(timestep) ?? tensorFor(input, [timestep], input.dims?.length === 0 ? [] : [1]);
    known.set(timestep, tensor);
    return { [input.name]: tensor };
  };
}
