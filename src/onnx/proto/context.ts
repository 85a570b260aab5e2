// What the readers of nested messages share, and the two message types that occur everywhere.

import { ENTRY } from './fields.ts';
import type { WireReader } from './wireReader.ts';

/** Deepest nesting of graphs in graphs that is read; real models stay below five. */
export const MAX_GRAPH_DEPTH = 32;

export interface ReadContext {
  /** For messages only. */
  readonly fileName: string;
  /** Contents of the external data files, by the location that the model gives. */
  readonly externalData: ReadonlyMap<string, Uint8Array>;
  /** 0 in the model's own graph. */
  readonly graphDepth: number;
}

/** A StringStringEntryProto. */
export function readEntry(reader: WireReader): [key: string, value: string] {
  const entry: [string, string] = ['', ''];
  reader.fields((field) => {
    if (field === ENTRY.key) entry[0] = reader.string();
    else if (field === ENTRY.value) entry[1] = reader.string();
    else return false;
    return true;
  });
  return entry;
}
