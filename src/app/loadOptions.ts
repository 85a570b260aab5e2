// What the page's address asks of the engine: `?backend=webgpu` and its like, to try out another backend than the usual one.
import { BACKENDS, type LoadOptions } from '../protocol/engine.ts';

/** @param search the query part of the address. A backend that does not exist counts as none: the engine line says what runs. */
export function loadOptionsFrom(search: string): LoadOptions {
  const asked = new URLSearchParams(search).get('backend');
  const backend = BACKENDS.find((candidate) => candidate === asked);
  return backend ? { backend } : {};
}
