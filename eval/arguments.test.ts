// The command line, and what it refuses.

import { describe, expect, it } from 'vitest';
import { UsageError } from '../scripts/node/program.ts';
import { readArguments } from './arguments.ts';
import { optionsOf } from './suites/registry.ts';

describe('readArguments', () => {
  it('reads modes, a shard and a model', () => {
    const args = [
      '--suite',
      'exclusion',
      '--modes',
      'nag, vsf,nag',
      '--shard',
      '2/3',
      '--checkpoint',
      'nasa-t',
    ];
    expect(readArguments(args)).toMatchObject({
      suite: 'exclusion',
      checkpoint: 'nasa-t',
      options: { modes: ['nag', 'vsf'], shard: { index: 2, of: 3 } },
    });
  });

  it('reads the last position of the slider', () => {
    const { suite, options } = readArguments(['--suite', 'sweep', '--scale', '0.8', '--scales', '3']) as {
      suite: 'sweep';
      options: object;
    };
    expect(optionsOf(suite, false, options)).toMatchObject({ lastScale: 0.8, scaleCount: 3, seeds: 100 });
    expect(optionsOf(suite, true, {})).toMatchObject({ lastScale: 1.5, scaleCount: 3, seeds: 1 });
  });

  it('reads files to merge', () => {
    expect(readArguments(['--merge', 'a.json', 'b.json', '--out', 'c.json'])).toEqual({
      suite: 'merge',
      files: ['a.json', 'b.json'],
      json: false,
      out: 'c.json',
    });
  });

  it.each([
    [[]],
    [['--suite', 'inclusion']],
    [['--suite', 'exclusion', 'a.json']],
    [['--suite', 'exclusion', '--modes', 'nasa,magic']],
    [['--suite', 'exclusion', '--modes', '']],
    [['--suite', 'exclusion', '--shard', '4/3']],
    [['--suite', 'exclusion', '--seeds', '0']],
    [['--suite', 'exclusion', '--scale', '2']],
    [['--suite', 'exclusion', '--scale', ' ']],
    [['--suite', 'exclusion', '--scales', '3']],
    [['--suite', 'exclusion', '--file', 'x.json']],
    [['--suite', 'retrieval', '--shard', '1/2']],
    [['--suite', 'retrieval', '--pairs', '2']],
    [['--suite', 'presets', '--modes', 'nasa']],
    [['--suite', 'sweep', '--scales', '1']],
    [['--suite', 'all', '--seeds', '2']],
    [['--suite', 'ablation', '--checkpoint', 'nasa-t']],
    [['--suite', 'ablation', '--shard', '1/2']],
    [['--suite', 'ablation', '--limit', '2']],
  ])('refuses %j', (args) => {
    expect(() => readArguments(args)).toThrow(UsageError);
  });
});
