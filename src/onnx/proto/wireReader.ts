// Reads protobuf's wire format (https://protobuf.dev/programming-guides/encoding) from bytes, without copying them.
// Offsets are plain numbers and never pass through 32-bit operators, so files beyond 2 GiB work.

import { concatenate } from '../../lib/concatenate.ts';
import { MalformedModelError, TruncatedModelError } from '../errors.ts';

/** The wire types that proto2 and proto3 still write. */
export const WireType = { Varint: 0, Fixed64: 1, Bytes: 2, Fixed32: 5 } as const;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

interface OpenFile {
  readonly bytes: Uint8Array;
  /** The same bytes, for numbers. */
  readonly data: DataView;
  readonly name: string;
}

/**
 * A cursor over one message. A length past the end of the file is a TruncatedModelError; anything else that
 * contradicts the format is a MalformedModelError. No other error leaves this class.
 */
export class WireReader {
  /** Field number and wire type of the field being read. */
  field = 0;
  wireType: number = WireType.Varint;

  private constructor(
    private readonly file: OpenFile,
    private position: number,
    private readonly end: number,
    private readonly isNested: boolean,
  ) {}

  /** A reader over a whole file; `name` is for messages. */
  static open(bytes: Uint8Array, name: string): WireReader {
    const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new WireReader({ bytes, data, name }, 0, bytes.length, false);
  }

  /**
   * Calls `visit` at each field; `visit` reads its value and returns true, or returns false to have it skipped.
   * Returns a copy of the skipped fields, tags included (a view of so few bytes would keep the file in memory).
   */
  fields(visit: (field: number) => boolean): Uint8Array | undefined {
    const skipped: Uint8Array[] = [];
    while (this.position < this.end) {
      const start = this.position;
      this.readTag();
      if (visit(this.field)) continue;
      this.skip();
      skipped.push(this.file.bytes.subarray(start, this.position));
    }
    return skipped.length > 0 ? concatenate(skipped) : undefined;
  }

  /** A varint as a signed 64-bit integer. */
  int64(): bigint {
    this.expect(WireType.Varint);
    return BigInt.asIntN(64, this.rawVarint64());
  }

  /** A varint as a number. Throws MalformedModelError beyond 2^53 in magnitude. */
  int53(): number {
    this.expect(WireType.Varint);
    return this.rawVarint();
  }

  float32(): number {
    this.expect(WireType.Fixed32);
    this.take(4);
    return this.file.data.getFloat32(this.position - 4, true);
  }

  /** A length-delimited field as a view into the file. */
  bytes(): Uint8Array {
    this.expect(WireType.Bytes);
    return this.take(this.rawLength());
  }

  string(): string {
    const bytes = this.bytes();
    try {
      return utf8.decode(bytes);
    } catch (cause) {
      throw this.malformed('a name is not UTF-8', { cause });
    }
  }

  /** A reader over a length-delimited field. */
  message(): WireReader {
    const { length } = this.bytes();
    return this.nested(this.position - length);
  }

  /** A reader over the values of a repeated number, packed or not: a packed run, or the one value of an unpacked field. */
  packed(): WireReader {
    if (this.wireType === WireType.Bytes) return this.message();
    const start = this.position;
    this.skip();
    return this.nested(start);
  }

  /** Reads the varints up to the end of this packed run. */
  forEachInt64(visit: (value: bigint) => void): void {
    while (this.position < this.end) visit(BigInt.asIntN(64, this.rawVarint64()));
  }

  forEachInt53(visit: (value: number) => void): void {
    while (this.position < this.end) visit(this.rawVarint());
  }

  forEachFloat32(visit: (value: number) => void): void {
    this.wireType = WireType.Fixed32;
    while (this.position < this.end) visit(this.float32());
  }

  /** How many varints are left in this packed run. */
  countVarints(): number {
    let count = 0;
    for (let i = this.position; i < this.end; i++) if (this.file.data.getUint8(i) < 0x80) count += 1;
    return count;
  }

  /** Bytes of this message, from the cursor to its end. */
  rest(): Uint8Array {
    return this.file.bytes.subarray(this.position, this.end);
  }

  malformed(reason: string, options?: ErrorOptions): MalformedModelError {
    return new MalformedModelError(this.file.name, `${reason} (at byte ${this.position})`, options);
  }

  private nested(start: number): WireReader {
    return new WireReader(this.file, start, this.position, true);
  }

  private readTag(): void {
    const tag = this.rawVarint();
    this.wireType = tag % 8;
    this.field = (tag - this.wireType) / 8;
    if (this.field < 1 || this.field > 0x1fffffff) throw this.malformed(`field number ${this.field}`);
  }

  private skip(): void {
    if (this.wireType === WireType.Varint) this.rawVarint64();
    else if (this.wireType === WireType.Fixed64) this.take(8);
    else if (this.wireType === WireType.Bytes) this.take(this.rawLength());
    else if (this.wireType === WireType.Fixed32) this.take(4);
    else throw this.malformed(`wire type ${this.wireType} in field ${this.field}`);
  }

  private expect(wireType: number): void {
    if (this.wireType !== wireType) throw this.malformed(`wire type ${this.wireType} in field ${this.field}`);
  }

  private take(length: number): Uint8Array {
    const stop = this.position + length;
    if (stop > this.end) throw this.pastEnd(stop);
    const bytes = this.file.bytes.subarray(this.position, stop);
    this.position = stop;
    return bytes;
  }

  private rawLength(): number {
    const length = this.rawVarint();
    if (length < 0) throw this.malformed(`length ${length}`);
    return length;
  }

  private rawVarint(): number {
    let value = 0;
    let scale = 1;
    const stop = Math.min(this.end, this.position + 7);
    for (let at = this.position; at < stop; at++) {
      const byte = this.file.data.getUint8(at);
      value += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte >= 0x80) continue;
      this.position = at + 1;
      return value;
    }
    const long = Number(BigInt.asIntN(64, this.rawVarint64()));
    if (!Number.isSafeInteger(long)) throw this.malformed(`the number ${long} is out of range`);
    return long;
  }

  /** Seven bits a byte, lowest first, ten bytes at most; bits past the 64th are dropped, as protobuf's readers do. */
  private rawVarint64(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      if (this.position >= this.end) throw this.pastEnd(this.position + 1);
      const byte = this.file.data.getUint8(this.position);
      this.position += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw this.malformed('a varint of more than ten bytes');
  }

  private pastEnd(stop: number): MalformedModelError | TruncatedModelError {
    if (this.isNested) return this.malformed('a field runs past the end of its message');
    return new TruncatedModelError(this.file.name, stop, this.file.bytes.length);
  }
}
