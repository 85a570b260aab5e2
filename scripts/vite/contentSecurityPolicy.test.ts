// The policy forbids what it is there to forbid, and allows what the page needs.
import { expect, test } from 'vitest';
import { developmentPolicy, headerPolicy, metaPolicy } from './contentSecurityPolicy.ts';

/** Directives with their sources. */
const read = (policy: string): Map<string, string[]> =>
  new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );

test.each([
  ['meta tag', metaPolicy],
  ['header', headerPolicy],
])('%s: scripts come from the page alone, and none is evaluated', (_, policy) => {
  const directives = read(policy);
  expect(directives.get('default-src')).toEqual(["'none'"]);
  expect(directives.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect(directives.get('worker-src')).toEqual(["'self'"]);
  expect(directives.get('style-src')).toEqual(["'self'"]);
  expect(policy).not.toMatch(/'unsafe-(inline|eval)'|\*(?!$|;| )/);
});

test('frames are forbidden where a policy can say so', () => {
  expect(read(headerPolicy).get('frame-ancestors')).toEqual(["'none'"]);
  expect(read(metaPolicy).has('frame-ancestors')).toBe(false);
});

test('every directive stands once', () => {
  for (const policy of [metaPolicy, headerPolicy, developmentPolicy])
    expect(read(policy).size).toBe(policy.split('; ').length);
  expect(developmentPolicy).not.toContain("'unsafe-eval'");
});
