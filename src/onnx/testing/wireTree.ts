// Valid protobuf bytes as a tree of fields, without a schema, and back with one field replaced: for tests that damage
// one place and leave the lengths around it right.

import { concatenate } from '../../lib/concatenate.ts';

/** A field as it stands in its message. */
export interface WireField {
  readonly number: number;
  readonly wireType: number;
  /** Tag, length and payload. */
  readonly bytes: Uint8Array;
  /** What follows the tag, or the length where there is one. */
  readonly payload: Uint8Array;
  /** The message that holds this field; undefined at the top. */
  readonly parent: WireField | undefined;
  /** Fields of the payload, where it reads as a message; empty otherwise. */
  readonly children: readonly WireField[];
}

/** All fields of `bytes`, each before the fields inside it. A payload that happens to read as a message is one. */
export function wireFields(bytes: Uint8Array): WireField[] {
  const top = readFields(bytes, undefined) ?? [];
  const withInner = (field: WireField): WireField[] => [field, ...field.children.flatMap(withInner)];
  return top.flatMap(withInner);
}

/** The whole file with `piece` in the place of `field`, and the lengths of the messages around it made to fit. */
export function withReplaced(all: readonly WireField[], field: WireField, piece: Uint8Array): Uint8Array {
  const { parent } = field;
  const siblings = parent?.children ?? all.filter((other) => other.parent === undefined);
  const joined = concatenate(siblings.map((sibling) => (sibling === field ? piece : sibling.bytes)));
  if (parent === undefined) return joined;
  return withReplaced(all, parent, concatenate([tagOf(parent), varint(BigInt(joined.length)), joined]));
}

/** The tag of a field, with another number or wire type if given. */
export function tagOf({ number, wireType }: Pick<WireField, 'number' | 'wireType'>): Uint8Array {
  return varint(BigInt(number * 8 + wireType));
}

/** @param padding bytes that say nothing: a longer form of the same number, which readers must take too */
export function varint(value: bigint, padding = 0): Uint8Array {
  const bytes: number[] = [];
  for (let rest = BigInt.asUintN(64, value); rest > 0n || bytes.length === 0; rest >>= 7n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
  }
  for (let i = 0; i < padding; i++) bytes.push(0x80);
  bytes.push(bytes.pop()! & 0x7f);
  return Uint8Array.from(bytes);
}

/** The fields of one message, or undefined where the bytes are none. */
function readFields(bytes: Uint8Array, parent: WireField | undefined): WireField[] | undefined {
  const fields: WireField[] = [];
  let at = 0;
  while (at < bytes.length) {
    const field = readField(bytes.subarray(at), parent);
    if (field === undefined) return undefined;
    fields.push(field);
    at += field.bytes.length;
  }
  return fields;
}

function readField(bytes: Uint8Array, parent: WireField | undefined): WireField | undefined {
  const tag = readVarint(bytes, 0);
  if (tag === undefined) return undefined;
  const [wireType, number] = [tag.value % 8, Math.floor(tag.value / 8)];
  const length = wireType === 2 ? readVarint(bytes, tag.end) : undefined;
  const start = length?.end ?? tag.end;
  const end = start + (payloadLength(bytes, wireType, start, length?.value) ?? NaN);
  if (number < 1 || !(end <= bytes.length)) return undefined;
  const payload = bytes.subarray(start, end);
  const children: WireField[] = [];
  const field = { number, wireType, bytes: bytes.subarray(0, end), payload, parent, children };
  if (wireType === 2) children.push(...(readFields(payload, field) ?? []));
  return field;
}

function payloadLength(
  bytes: Uint8Array,
  wireType: number,
  start: number,
  length: number | undefined,
): number | undefined {
  if (wireType === 0) return (readVarint(bytes, start)?.end ?? NaN) - start;
  if (wireType === 1) return 8;
  if (wireType === 5) return 4;
  return length;
}

function readVarint(bytes: Uint8Array, start: number): { value: number; end: number } | undefined {
  let value = 0;
  for (let i = start; i < Math.min(bytes.length, start + 10); i++) {
    value += (bytes[i]! & 0x7f) * 2 ** (7 * (i - start));
    if (bytes[i]! < 0x80) return { value, end: i + 1 };
  }
  return undefined;
}
