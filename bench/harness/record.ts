// Where and when a result was measured, and of which versions.

import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import os from 'node:os';
import type { Recorded } from './result.ts';

const REPOSITORY = new URL('../../', import.meta.url).pathname;
/** What a run writes itself does not make the sources differ. */
const OWN_FILES = [':!bench/results', ':!docs'];

export function recordRun(toggles: readonly string[]): Recorded {
  const [processor] = os.cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: commitOf(REPOSITORY),
    node: process.versions.node,
    dawn: versionOf('webgpu'),
    onnxRuntime: versionOf('onnxruntime-web'),
    machine: `${os.cpus().length} x ${processor?.model ?? 'unknown processor'}, ${os.type()}`,
    toggles,
  };
}

/** `unknown` outside a git repository: a copy on another machine. */
function commitOf(folder: string): string {
  const git = (...words: string[]) =>
    execFileSync('git', ['-C', folder, ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no', '--', '.', ...OWN_FILES) !== '';
    return git('rev-parse', '--short=10', 'HEAD') + (changed ? '+' : '');
  } catch {
    return 'unknown';
  }
}

function versionOf(name: string): string {
  const require = createRequire(import.meta.url);
  const entry = require.resolve(name);
  const folder = entry.slice(0, entry.lastIndexOf(`/node_modules/${name}/`));
  return (require(`${folder}/node_modules/${name}/package.json`) as { version: string }).version;
}
