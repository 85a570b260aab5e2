// Candidates that must be found out: real WGSL, really run.

import type { Candidate, OpBinding, PreparedCall } from '../ops/types.ts';

interface Broken {
  readonly name: string;
  readonly source: string;
}

export const DOES_NOT_COMPILE: Broken = {
  name: 'does_not_compile',
  source: '@compute @workgroup_size(1) fn broken() { output[0] = 1; }',
};

/** Compiles, runs, and writes ones. */
export const WRONG: Broken = {
  name: 'wrong',
  source: `
    @group(0) @binding(0) var<storage, read_write> output: array<f32>;
    @compute @workgroup_size(64) fn broken(@builtin(global_invocation_id) id: vec3u) {
      if (id.x < arrayLength(&output)) { output[id.x] = 1.0; }
    }`,
};

/** The call with broken candidates in front of its own, or in place of them. */
export function withBroken(
  call: PreparedCall,
  broken: readonly Broken[],
  where: 'in front' | 'alone' = 'in front',
): PreparedCall {
  const candidates = [...broken.map(candidateOf), ...(where === 'alone' ? [] : call.candidates)];
  const trial = () => ({ ...call.trial(), call: withBroken(call.trial().call, broken, where) });
  return { ...call, candidates, trial };
}

function candidateOf({ name, source }: Broken): Candidate {
  const variant = { label: name, header: '', sources: [source], entryPoint: 'broken', overrides: {} };
  const output: OpBinding = { kind: 'output', index: 0 };
  return { name, dispatches: [{ variant, bindings: [output], workgroups: [64, 1, 1] }], scratch: [] };
}
