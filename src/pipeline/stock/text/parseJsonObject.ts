// A JSON file of a tokenizer folder, as an object or a typed error.

import { TokenizerFilesError } from './errors.ts';

/** @throws TokenizerFilesError naming `file` where `text` is no JSON object */
export function parseJsonObject(text: string, folder: string, file: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new TokenizerFilesError(folder, `${file} is not JSON (${detail})`, { cause });
  }
  if (!isObject(value)) throw new TokenizerFilesError(folder, `${file} holds no object`);
  return value;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
