// The command line, and what it refuses.

import { describe, expect, it } from 'vitest';
import { UsageError } from '../scripts/node/program.ts';
import { readArguments } from './arguments.ts';

describe('readArguments', () => {
  it('reads modes and a shard', () => {
    expect(
      readArguments(['--suite', 'exclusion', '--modes', 'nag, vsf,nag', '--shard', '2/3']),
    ).toMatchObject({
      suite: 'exclusion',
      modes: ['nag', 'vsf'],
      shard: { index: 2, of: 3 },
      seeds: 20,
    });
  });

  it('reads files to merge', () => {
    expect(readArguments(['--merge', 'a.json', 'b.json', '--out', 'c.json'])).toEqual({
      merge: ['a.json', 'b.json'],
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
    [['--suite', 'retrieval', '--shard', '1/2']],
    [['--suite', 'presets', '--modes', 'nasa']],
    [['--suite', 'exclusion', '--scales', '3']],
    [['--suite', 'sweep', '--scales', '1']],
  ])('refuses %j', (args) => {
    expect(() => readArguments(args)).toThrow(UsageError);
  });
});
