// `npm run generate` refuses what it cannot draw: exit code 2 and a sentence, before anything is loaded.

import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const OUT = ['--out', '/nonexistent/steeraway.png'];

function generate(...parameters: string[]) {
  const program = ['--import', './scripts/node/register.ts', 'scripts/generate.ts', ...parameters];
  return spawnSync('node_modules/.bin/tsx', program, { encoding: 'utf8' });
}

describe('generate', () => {
  it.each([
    ['no prompt', [...OUT], /--prompt is missing/],
    ['no output', ['--prompt', 'cat'], /--out is missing/],
    ['a NaN scale', ['--prompt', 'cat', '--scale', 'NaN', ...OUT], /--scale NaN: .*not a number/],
    ['a scale out of range', ['--prompt', 'cat', '--scale', '2', ...OUT], /0 to 1\.5/],
    ['a seed out of range', ['--prompt', 'cat', '--seed=-1', ...OUT], /0 to 4294967295/],
    ['an unknown mode', ['--prompt', 'cat', '--mode', 'vsf', ...OUT], /--mode vsf/],
    ['too many steps', ['--prompt', 'cat', '--steps', '9', ...OUT], /1 to 8/],
    ['a folder that is not there', ['--prompt', 'cat', '--folder', '/nonexistent', ...OUT], /no folder/],
    ['an unknown option', ['--prompt', 'cat', '--sampler', 'ddim', ...OUT], /--sampler/],
  ])('%s: exit 2', (_, parameters, message) => {
    const { status, stderr } = generate(...parameters);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(status).toBe(2);
  });
});
