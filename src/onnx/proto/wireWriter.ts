// Writes protobuf's wire format. Large byte strings are kept as views until the one final copy.

import { concatenate } from '../../lib/concatenate.ts';
import { WireType } from './wireReader.ts';

/** Byte strings from this length on are not copied while messages are put together. */
const KEEP_AS_VIEW = 1024;

const utf8 = new TextEncoder();

export class WireWriter {
  /** Bytes written so far. A plain number: it may pass 2^31. */
  length = 0;
  private readonly parts: Uint8Array[] = [];
  private pending: number[] = [];

  /** A signed or unsigned 64-bit varint; negative values take ten bytes. */
  varint(field: number, value: number | bigint): this {
    this.tag(field, WireType.Varint);
    return this.rawVarint(value);
  }

  float32(field: number, value: number): this {
    this.tag(field, WireType.Fixed32);
    return this.raw(new Uint8Array(Float32Array.of(value).buffer));
  }

  bytes(field: number, value: Uint8Array): this {
    this.tag(field, WireType.Bytes);
    this.rawVarint(value.length);
    return this.raw(value);
  }

  string(field: number, value: string): this {
    return this.bytes(field, utf8.encode(value));
  }

  /** Nothing is written for ''. */
  optionalString(field: number, value: string): this {
    return value === '' ? this : this.string(field, value);
  }

  message(field: number, write: (writer: WireWriter) => void): this {
    const inner = new WireWriter();
    write(inner);
    this.tag(field, WireType.Bytes);
    this.rawVarint(inner.length);
    for (const part of inner.flush()) this.raw(part);
    return this;
  }

  /** Bytes that are already in wire format. */
  raw(bytes: Uint8Array): this {
    this.length += bytes.length;
    if (bytes.length < KEEP_AS_VIEW) {
      for (const byte of bytes) this.pending.push(byte);
    } else {
      this.flush().push(bytes);
    }
    return this;
  }

  /** The whole message in one new array: the only time that large byte strings are copied. */
  finish(): Uint8Array<ArrayBuffer> {
    return concatenate(this.flush());
  }

  private flush(): Uint8Array[] {
    if (this.pending.length > 0) this.parts.push(Uint8Array.from(this.pending));
    this.pending = [];
    return this.parts;
  }

  private tag(field: number, wireType: number): void {
    this.rawVarint(field * 8 + wireType);
  }

  private rawVarint(value: number | bigint): this {
    let rest = typeof value === 'number' && value >= 0 ? value : BigInt.asUintN(64, BigInt(value));
    while (rest >= 0x80) {
      if (typeof rest === 'number') {
        this.pending.push((rest % 128) + 128);
        rest = Math.floor(rest / 128);
      } else {
        this.pending.push(Number(rest & 0x7fn) + 128);
        rest >>= 7n;
      }
      this.length += 1;
    }
    this.pending.push(Number(rest));
    this.length += 1;
    return this;
  }
}
