// Damaged model files, each made from one seed: the same seed gives the same bytes.

import { concatenate } from '../../lib/concatenate.ts';
import { randomSource, type RandomSource } from './random.ts';
import { tagOf, varint, wireFields, withReplaced, type WireField } from './wireTree.ts';

export interface Mutant {
  readonly bytes: Uint8Array;
  /** What was done to which file, in order. */
  readonly history: string;
}

/** A valid file to damage. */
export interface Specimen {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly fields: readonly WireField[];
}

export function specimen(name: string, bytes: Uint8Array): Specimen {
  return { name, bytes, fields: wireFields(bytes) };
}

/** One to three mutations of one specimen; the first knows the wire format in two of three cases. */
export function mutant(seed: number, specimens: readonly Specimen[]): Mutant {
  const random = randomSource(seed);
  const base = random.pick(specimens);
  const history = [base.name];
  let { bytes } = base;
  if (random.below(3) > 0) {
    const field = random.pick(base.fields);
    const { name, piece } = random.pick(FIELD_MUTATIONS)(field, random, specimens);
    bytes = withReplaced(base.fields, field, piece);
    history.push(`field ${pathOf(field)} at byte ${field.bytes.byteOffset - base.bytes.byteOffset}: ${name}`);
  }
  for (let more = random.below(3) + (history.length === 1 ? 1 : 0); more > 0; more--) {
    const mutation = random.pick(BYTE_MUTATIONS)(bytes, random, specimens);
    bytes = mutation.bytes;
    history.push(mutation.name);
  }
  return { bytes, history: history.join('; ') };
}

/** `7.1.5`: field 5 of field 1 of field 7. */
function pathOf({ number, parent }: WireField): string {
  return parent === undefined ? String(number) : `${pathOf(parent)}.${number}`;
}

/** Numbers at the borders of what lengths, counts and 64-bit integers can be. */
const BORDERS = [
  0n,
  1n,
  127n,
  128n,
  2n ** 31n - 1n,
  2n ** 31n,
  2n ** 32n - 1n,
  2n ** 32n,
  2n ** 48n,
  2n ** 53n - 1n,
].concat([2n ** 53n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n]);

type FieldMutation = (
  field: WireField,
  random: RandomSource,
  specimens: readonly Specimen[],
) => { readonly name: string; readonly piece: Uint8Array };

const FIELD_MUTATIONS: readonly FieldMutation[] = [
  // Twice: lies about lengths are what readers trip over most.
  lieAboutLength,
  lieAboutLength,
  (field, random) => {
    const value = random.pick(BORDERS);
    return {
      name: `is the varint ${value}`,
      piece: concatenate([tagOf({ ...field, wireType: 0 }), varint(value)]),
    };
  },
  (field, random) => {
    const padding = random.below(12);
    const piece = concatenate([tagOf(field), varint(BigInt(field.payload.length), padding), field.payload]);
    return { name: `length with ${padding} idle bytes`, piece };
  },
  (field, random) => {
    const number = random.pick([0, 1 + random.below(26), 2 ** 29 - 1, 2 ** 29, 2 ** 40]);
    return { name: `number ${number}`, piece: withHead(field, { ...field, number }) };
  },
  (field, random) => {
    const wireType = random.below(8);
    return { name: `wire type ${wireType}`, piece: withHead(field, { ...field, wireType }) };
  },
  () => ({ name: 'dropped', piece: new Uint8Array(0) }),
  (field, random) => {
    const times = 2 + random.below(40);
    return { name: `${times} times`, piece: concatenate(Array.from({ length: times }, () => field.bytes)) };
  },
  (field, random, specimens) => {
    const other = random.pick(specimens);
    const graft = random.pick(other.fields);
    return { name: `replaced by ${pathOf(graft)} of ${other.name}`, piece: graft.bytes };
  },
  (field, random, specimens) => {
    const other = random.pick(specimens);
    const { payload } = random.pick(other.fields);
    const piece = concatenate([tagOf({ ...field, wireType: 2 }), varint(BigInt(payload.length)), payload]);
    return { name: `holds ${payload.length} bytes of ${other.name}`, piece };
  },
  (field, random) => {
    const depth = 1 + random.below(60);
    return { name: `${depth} deep in itself`, piece: nested(field, depth) };
  },
];

function lieAboutLength(field: WireField, random: RandomSource): ReturnType<FieldMutation> {
  const truth = BigInt(field.payload.length);
  const lie = random.pick([
    ...BORDERS,
    truth - 1n,
    truth + 1n,
    truth * 2n,
    truth + BigInt(random.below(1000)),
  ]);
  const piece = concatenate([tagOf({ ...field, wireType: 2 }), varint(lie), field.payload]);
  return { name: `length ${truth} said to be ${lie}`, piece };
}

function withHead(field: WireField, head: Pick<WireField, 'number' | 'wireType'>): Uint8Array {
  return concatenate([tagOf(head), field.bytes.subarray(tagOf(field).length)]);
}

function nested(field: WireField, depth: number): Uint8Array {
  let piece = field.bytes;
  for (let level = 0; level < depth; level++) {
    piece = concatenate([tagOf({ ...field, wireType: 2 }), varint(BigInt(piece.length)), piece]);
  }
  return piece;
}

type ByteMutation = (bytes: Uint8Array, random: RandomSource, specimens: readonly Specimen[]) => Mutation;
interface Mutation {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const BYTE_MUTATIONS: readonly ByteMutation[] = [
  flipBits,
  flipBits,
  (bytes, random) => {
    const end = random.below(bytes.length + 1);
    return { name: `cut at ${end}`, bytes: bytes.subarray(0, end) };
  },
  (bytes, random) => {
    const [start, end] = range(bytes, random);
    return {
      name: `without ${start}..${end}`,
      bytes: concatenate([bytes.subarray(0, start), bytes.subarray(end)]),
    };
  },
  (bytes, random, specimens) => {
    const other = random.pick(specimens);
    const [start, end] = range(other.bytes, random);
    const at = random.below(bytes.length + 1);
    const piece = other.bytes.subarray(start, end);
    return {
      name: `${start}..${end} of ${other.name} put in at ${at}`,
      bytes: concatenate([bytes.subarray(0, at), piece, bytes.subarray(at)]),
    };
  },
  (bytes, random, specimens) => {
    const other = random.pick(specimens);
    const [start, end] = range(other.bytes, random);
    const at = random.below(bytes.length + 1);
    const piece = other.bytes.subarray(start, Math.min(end, start + bytes.length - at));
    const result = bytes.slice();
    result.set(piece, at);
    return {
      name: `${piece.length} bytes at ${at} overwritten from ${start} of ${other.name}`,
      bytes: result,
    };
  },
  (bytes, random) => {
    const [start, end] = range(bytes, random);
    const value = random.pick([0x00, 0x7f, 0x80, 0xff]);
    return { name: `${start}..${end} all ${value}`, bytes: bytes.slice().fill(value, start, end) };
  },
];

function flipBits(bytes: Uint8Array, random: RandomSource): Mutation {
  const result = bytes.slice();
  const places = Array.from({ length: bytes.length === 0 ? 0 : 1 + random.below(8) }, () =>
    random.below(8 * bytes.length),
  );
  for (const place of places) result[place >> 3]! ^= 1 << (place & 7);
  return { name: `bits ${places.join(', ')} flipped`, bytes: result };
}

/** A stretch of the bytes, short ones more often. */
function range(bytes: Uint8Array, random: RandomSource): [start: number, end: number] {
  const start = random.below(bytes.length + 1);
  const longest = Math.min(bytes.length - start, 1 << random.below(12));
  return [start, start + random.below(longest + 1)];
}
