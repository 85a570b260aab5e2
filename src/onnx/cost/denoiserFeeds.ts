// The shapes of a denoiser's feeds for one picture: which axis is the latent's, which the prompt's.

import type { Dimension, Graph, ValueInfo } from '../ir.ts';
import { FixedSizeError, UnknownFeedShapeError } from './errors.ts';
import type { Shape, Shapes } from './modelCost.ts';

/** Of the latent and of the prompt. Unset sizes are those that the file fixes, or else the usual ones. */
export interface PictureSizes {
  readonly height?: number | undefined;
  readonly width?: number | undefined;
  readonly tokens?: number | undefined;
}

const USUAL = { height: 64, width: 64, tokens: 77 } as const;
const LATENT_CHANNELS = 4;

type Meaning = 'one' | 'channels' | keyof typeof USUAL | 'unknown';

/** By rank: scalars and [steps]; conditions and masks [B, T]; token states [B, T, C]; the picture [B, C, h, w]. */
const AXES: readonly (readonly Meaning[])[] = [
  [],
  ['one'],
  ['one', 'unknown'],
  ['one', 'tokens', 'unknown'],
  ['one', 'channels', 'height', 'width'],
];
const MASK_AXES: readonly Meaning[] = ['one', 'tokens'];

/**
 * @returns the shape of each input for one picture and one prompt
 * @throws UnknownFeedShapeError, FixedSizeError
 */
export function denoiserFeeds(graph: Graph, sizes: PictureSizes): Shapes {
  const own = graph.inputs.filter(({ name }) => !graph.initializers.has(name));
  return new Map(own.map((info) => [info.name, feedShape(info, sizes)]));
}

/** The sizes that feeds have; undefined where no feed has that axis. */
export function sizesOf(feeds: Shapes): PictureSizes {
  const shapes = [...feeds.values()];
  const picture = shapes.find((shape) => shape.length === 4);
  const states = shapes.find((shape) => shape.length === 3);
  return { height: picture?.[2], width: picture?.[3], tokens: states?.[1] };
}

function feedShape(info: ValueInfo, sizes: PictureSizes): Shape {
  const { name, dims } = info;
  const axes = dims?.length === 2 && name.endsWith('_mask') ? MASK_AXES : AXES[dims?.length ?? Infinity];
  if (!dims || !axes) throw new UnknownFeedShapeError(name, dims ? `[${dims.join(', ')}]` : 'nothing');
  return dims.map((dimension, axis) => lengthOf(info, dimension, axes[axis] ?? 'unknown', sizes));
}

function lengthOf(info: ValueInfo, dimension: Dimension, meaning: Meaning, sizes: PictureSizes): number {
  if (meaning === 'one') return 1;
  const size = meaning === 'unknown' || meaning === 'channels' ? undefined : meaning;
  const asked = size && sizes[size];
  if (typeof dimension === 'number') {
    if (size && asked !== undefined && asked !== dimension)
      throw new FixedSizeError(info.name, size, dimension, asked);
    return dimension;
  }
  if (size) return asked ?? USUAL[size];
  if (meaning === 'channels') return LATENT_CHANNELS;
  throw new UnknownFeedShapeError(info.name, `[${info.dims?.join(', ') ?? ''}]`);
}
