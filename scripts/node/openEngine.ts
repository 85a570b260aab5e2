// The page's engine, in Node on Dawn.

import type { ImageEngine, LoadOptions } from '../../src/protocol/engine.ts';
import { installNodeHost } from '../../src/runtime/nodeHost.ts';
import { readModelFile } from './readModelFile.ts';

export type NodeBackend = NonNullable<LoadOptions['backend']>;

/** The engine looks for navigator.gpu when it loads, so the host comes first. End the program with process.exit(). */
export async function openNodeEngine(): Promise<ImageEngine> {
  installNodeHost();
  const { createLocalEngine } = await import('../../src/pipeline/index.ts');
  return createLocalEngine(readModelFile);
}
