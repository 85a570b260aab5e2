// Frames into a GIF file: each is shown until the next that differs, and has its own 256 colours.
import { applyPalette, GIFEncoder, quantize } from 'gifenc';

export interface GifFrame {
  /** [width * height * 4], opaque. */
  readonly rgba: Uint8ClampedArray;
  /** When it was on the screen, in milliseconds of any clock. */
  readonly time: number;
}

/** Hundredths of a second: browsers slow down what is shorter than 2, and a file has 16 bits for it. */
const SHORTEST = 2;
const LONGEST = 65_535;

export class GifFile {
  readonly #encoder = GIFEncoder();
  /** The newest frame: how long it is shown is known when another comes. */
  #shown: GifFrame | undefined;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {}

  add(frame: GifFrame): void {
    if (this.#shown && isSame(this.#shown, frame)) return;
    this.#write(frame.time);
    this.#shown = frame;
  }

  /** @param time when the last frame was gone @returns the file; without a frame there is none, and it is empty */
  finish(time: number): Uint8Array<ArrayBuffer> {
    this.#write(time);
    this.#shown = undefined;
    this.#encoder.finish();
    return this.#encoder.bytes();
  }

  #write(until: number): void {
    if (!this.#shown) return;
    const { rgba, time } = this.#shown;
    // Ends are rounded, not lengths, so that the errors do not add up.
    const hundredths = Math.round(until / 10) - Math.round(time / 10);
    const delay = 10 * Math.min(LONGEST, Math.max(SHORTEST, hundredths));
    const palette = quantize(rgba, 256);
    this.#encoder.writeFrame(applyPalette(rgba, palette), this.width, this.height, { palette, delay });
  }
}

function isSame({ rgba: left }: GifFrame, { rgba: right }: GifFrame): boolean {
  const pixels = wordsOf(right);
  return wordsOf(left).every((pixel, at) => pixel === pixels[at]);
}

/** A pixel a number. */
function wordsOf({ buffer, byteOffset, length }: Uint8ClampedArray): Uint32Array {
  return new Uint32Array(buffer, byteOffset, length / 4);
}
