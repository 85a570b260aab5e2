// What gifenc offers, as far as it is used here: the package has no types.
declare module 'gifenc' {
  /** Colours as [red, green, blue], 0 to 255. */
  type Palette = readonly (readonly number[])[];

  interface Encoder {
    /** The first frame writes the header too, and that the film begins anew. @param options delay in milliseconds */
    writeFrame(
      index: Uint8Array,
      width: number,
      height: number,
      options: { readonly palette: Palette; readonly delay: number },
    ): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
  }

  export function GIFEncoder(): Encoder;
  export function quantize(rgba: Uint8ClampedArray, colours: number): Palette;
  export function applyPalette(rgba: Uint8ClampedArray, palette: Palette): Uint8Array;
}
