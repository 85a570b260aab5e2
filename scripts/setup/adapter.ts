// Asks a child process which WebGPU adapter Dawn finds with the driver now chosen.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface AdapterReport {
  readonly description: string;
  readonly vendor: string;
  readonly architecture: string;
  readonly features: readonly string[];
}

/** @returns undefined when Dawn finds no adapter, or dies looking for one */
export function probeAdapter(env: NodeJS.ProcessEnv): AdapterReport | undefined {
  const script = fileURLToPath(new URL('probeAdapter.mjs', import.meta.url));
  const { stdout, status } = spawnSync(process.execPath, [script], {
    env,
    encoding: 'utf8',
    timeout: 60_000,
  });
  const line = stdout.trim().split('\n').at(-1);
  if (status !== 0 || line === undefined || line === '') return undefined;
  return (JSON.parse(line) as AdapterReport | null) ?? undefined;
}
