// Measured choices, by adapter and shape: for as long as the engine lives, and across visits where it is given a store.

import type { PreparedCall } from '../ops/types.ts';

/** Where choices outlive the engine: one small text. Whoever implements it may fail: then nothing is remembered. */
export interface TuningStore {
  read(): Promise<string | undefined>;
  write(text: string): Promise<void>;
}

export interface Measurement {
  readonly kernel: string;
  /** Median of each candidate that was measured, by name. */
  readonly milliseconds: Readonly<Record<string, number>>;
}

interface Entry extends Measurement {
  /** Hash of the WGSL that was measured: other WGSL, other times. */
  readonly version: string;
}

/** adapter -> shape -> entry */
type Entries = Map<string, Map<string, Entry>>;

const FORMAT = 1;
/** Of one adapter; the oldest go. A model has about four shapes. */
const KEPT_SHAPES = 128;

export class TuningMemory {
  #entries: Promise<Entries> | undefined;

  /** @param adapter all that times depend on besides the shape and the kernels */
  constructor(
    readonly adapter: string,
    readonly store: TuningStore | undefined,
  ) {}

  /** Undefined where nothing was measured, or with other kernels. What is damaged or foreign counts as nothing. */
  async get(call: PreparedCall): Promise<Measurement | undefined> {
    const entry = (await this.#load()).get(this.adapter)?.get(call.shape);
    return entry?.version === (await kernelsVersion(call)) ? entry : undefined;
  }

  async set(call: PreparedCall, measurement: Measurement): Promise<void> {
    const version = await kernelsVersion(call);
    const entries = await this.#load();
    const own = entries.get(this.adapter) ?? new Map<string, Entry>();
    entries.set(this.adapter, own);
    own.delete(call.shape); // to the end: the latest
    own.set(call.shape, { ...measurement, version });
    for (const shape of [...own.keys()].slice(0, -KEPT_SHAPES)) own.delete(shape);
    await this.store?.write(toText(entries)).catch(() => {}); // measured again on the next visit, and reported as such
  }

  #load(): Promise<Entries> {
    this.#entries ??= (async () => fromText(await this.store?.read().catch(() => undefined)))();
    return this.#entries;
  }
}

async function kernelsVersion({ candidates }: PreparedCall): Promise<string> {
  const variants = candidates.map(({ name, dispatches }) => [name, dispatches.map(({ variant }) => variant)]);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(variants)));
  return Array.from(new Uint8Array(digest, 0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function toText(entries: Entries): string {
  const adapters = [...entries].map(([adapter, shapes]) => [adapter, Object.fromEntries(shapes)] as const);
  return JSON.stringify({ format: FORMAT, adapters: Object.fromEntries(adapters) });
}

function fromText(text: string | undefined): Entries {
  const file = parse(text);
  if (file?.format !== FORMAT) return new Map();
  return new Map(members(file.adapters).map(([adapter, shapes]) => [adapter, entriesOf(shapes)]));
}

function entriesOf(shapes: unknown): Map<string, Entry> {
  return new Map(members(shapes).flatMap(([shape, found]) => (isEntry(found) ? [[shape, found]] : [])));
}

function isEntry(found: unknown): found is Entry {
  const { kernel, version, milliseconds } = Object.fromEntries(members(found));
  const times = members(milliseconds).map(([, time]) => time);
  return typeof kernel === 'string' && typeof version === 'string' && times.every(Number.isFinite);
}

function parse(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    return Object.fromEntries(members(JSON.parse(text ?? 'null')));
  } catch {
    return undefined;
  }
}

function members(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
