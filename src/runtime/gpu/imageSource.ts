// The host side of shaders/common/image_source.wgsl: a picture in GPU memory, before it is shown or exported.

/** How an image tensor is stored. */
export type ImageElementType = 'float32' | 'float16';

/** A model's picture on the GPU, or the two pictures that classifier-free guidance combines. */
export interface ImageSource {
  /** [1, 3, H, W], planar, in [-1, 1]; needs STORAGE usage. */
  readonly positive: GPUBuffer;
  /** The same shape, for the negative prompt. Without it the positive picture is taken as it is. */
  readonly negative?: GPUBuffer | undefined;
  /**
   * Guidance scale: (1 - kappa) * negative + kappa * positive (arXiv 2412.02687, eq. 5). At 1, the default, the result
   * is the positive picture bit for bit. Without `negative` it has no meaning and is not read.
   */
  readonly kappa?: number | undefined;
  readonly width: number;
  readonly height: number;
  readonly elementType: ImageElementType;
}

/** Bytes of struct ImageView. */
export const IMAGE_VIEW_BYTES = 32;

const ELEMENTS = {
  float32: { bytes: 4, header: 'alias element = f32;' },
  float16: { bytes: 2, header: 'enable f16;\nalias element = f16;' },
} as const satisfies Record<ImageElementType, { bytes: number; header: string }>;

/** What goes in front of image_source.wgsl. */
export function imageHeader(elementType: ImageElementType): string {
  return ELEMENTS[elementType].header;
}

/** struct ImageView of the shader, for a target of this many pixels. */
export function encodeImageView(image: ImageSource, targetWidth: number, targetHeight: number): ArrayBuffer {
  const { negative, kappa = 1, width, height } = image;
  const data = new ArrayBuffer(IMAGE_VIEW_BYTES);
  new Uint32Array(data).set([width, height]);
  new Float32Array(data, 8).set([width / targetWidth, height / targetHeight, negative ? kappa : 1]);
  return data;
}

/**
 * The buffers of bindings 0 and 1. The shader needs something at both even where it reads one.
 * @throws RangeError where a buffer is too small for the picture: the GPU would read other data without a word
 */
export function imageBuffers(image: ImageSource): readonly [positive: GPUBuffer, negative: GPUBuffer] {
  const { positive, negative = positive, width, height, elementType } = image;
  const bytes = 3 * width * height * ELEMENTS[elementType].bytes;
  for (const buffer of [positive, negative]) {
    if (buffer.size >= bytes) continue;
    throw new RangeError(
      `a ${elementType} picture of ${width} x ${height} needs ${bytes} bytes, the buffer has ${buffer.size}`,
    );
  }
  return [positive, negative];
}
