// The page's engine, in Node on Dawn.

import { stat } from 'node:fs/promises';
import { BACKENDS, type ImageEngine, type LoadOptions } from '../../src/protocol/engine.ts';
import { installNodeHost } from '../../src/runtime/nodeHost.ts';
import { openLocalFolder } from './localFolder.ts';
import { UsageError } from './program.ts';
import { readModelFile } from './readModelFile.ts';

export type NodeBackend = NonNullable<LoadOptions['backend']>;

const CHOICES: readonly NodeBackend[] = ['auto', ...BACKENDS];

/** `--backend` of every program. */
export const BACKEND_USAGE = `[--backend ${CHOICES.join('|')}]`;

/** @throws UsageError */
export function readBackend(text: string): NodeBackend {
  const backend = CHOICES.find((candidate) => candidate === text);
  if (backend === undefined) throw new UsageError(`--backend ${text} is not one of ${CHOICES.join(', ')}.`);
  return backend;
}

/**
 * The engine looks for navigator.gpu when it loads, so the host comes first. End the program with process.exit().
 * @param folder of ONNX files on this disk: what any model that is not embedded is read from
 * @throws UsageError where there is no such folder
 */
export async function openNodeEngine(folder?: string): Promise<ImageEngine> {
  if (folder !== undefined) await requireFolder(folder);
  installNodeHost();
  const { createLocalEngine } = await import('../../src/pipeline/index.ts');
  const openFolder = folder === undefined ? undefined : () => openLocalFolder(folder);
  return createLocalEngine({ readFile: readModelFile, openFolder });
}

async function requireFolder(folder: string): Promise<void> {
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new UsageError(`--folder ${folder} is no folder.`);
}
