// A Node program started with the preload imports shader text through `?raw`, as the bundled page does.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(os.tmpdir(), 'steeraway-raw-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const shader = 'fn main() -> f32 { return `1.5`; } // "quotes", \\ backslash, µ\n';
writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
writeFileSync(path.join(folder, 'x.wgsl'), shader);
writeFileSync(
  path.join(folder, 'program.ts'),
  `import text from './x.wgsl?raw';
   const again: { default: string } = await import('./x.wgsl?raw');
   process.stdout.write(JSON.stringify([text, again.default]));`,
);

function run(...args: string[]): string {
  return execFileSync(process.execPath, [...args, path.join(folder, 'program.ts')], {
    cwd: root,
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

test.each([
  ['tsx', ['node_modules/tsx/dist/cli.mjs', '--import', './scripts/node/register.ts']],
  ['node', ['--import', 'tsx', '--import', './scripts/node/register.ts']],
])('%s --import', (_name, args) => {
  expect(JSON.parse(run(...args))).toEqual([shader, shader]);
});

test('without the preload the import fails', () => {
  expect(() => run('--import', 'tsx')).toThrow();
});
