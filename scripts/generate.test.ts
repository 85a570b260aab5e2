// `npm run generate` refuses what it cannot draw: exit code 2 and a sentence, before anything is loaded.

import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { MODES } from '../src/protocol/modes.ts';

const OUT = ['--out', '/nonexistent/steeraway.png'];

function generate(...parameters: string[]) {
  const program = ['--import', './scripts/node/register.ts', 'scripts/generate.ts', ...parameters];
  return spawnSync('node_modules/.bin/tsx', program, { encoding: 'utf8' });
}

describe('generate', () => {
  it('--help says of each mode what it does, whose it is, and its defaults', () => {
    const { status, stdout } = generate('--help');
    expect(status).toBe(0);
    for (const { sentence, paper } of Object.values(MODES)) {
      expect(stdout).toContain(sentence);
      expect(stdout).toContain(paper?.url ?? '');
    }
    expect(stdout).toContain('scale 4, tau 2.5, alpha 0.25');
    expect(stdout).toContain('SDXL scale 2, tau 2.5, alpha 0.5');
  });

  it.each([
    ['no prompt', [...OUT], /--prompt is missing/],
    ['no output', ['--prompt', 'cat'], /--out is missing/],
    [
      'a NaN scale',
      ['--prompt', 'cat', '--scale', 'NaN', ...OUT],
      /--scale NaN: give a number from 0 to 1\.5/,
    ],
    ['a scale out of range', ['--prompt', 'cat', '--scale', '2', ...OUT], /--scale 2: .*0 to 1\.5/],
    ['a seed out of range', ['--prompt', 'cat', '--seed=-1', ...OUT], /0 to 4294967295/],
    [
      'an unknown mode',
      ['--prompt', 'cat', '--mode', 'sag', ...OUT],
      /--mode sag .*none, nasa, nag, vsf, cfg/,
    ],
    [
      'a number of another mode',
      ['--prompt', 'cat', '--mode', 'vsf', '--tau', '2', ...OUT],
      /--tau .*nag, not of vsf/,
    ],
    [
      'a number out of range',
      ['--prompt', 'cat', '--mode', 'nag', '--alpha', '2', ...OUT],
      /--alpha 2: .*0 to 1/,
    ],
    ['no number', ['--prompt', 'cat', '--mode', 'vsf', '--offset', 'x', ...OUT], /--offset x: .*0 to 20/],
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
