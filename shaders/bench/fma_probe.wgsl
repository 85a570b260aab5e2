// How many f32 multiply-adds per second this adapter does where nothing else is in the way: the ceiling of the bench.
//
// 16 independent chains per invocation hide the latency of an fma. The factors come from a uniform, so that no compiler
// knows them, and every lane of every chain reaches the output, so that none is dead.

struct Probe {
  steps: u32, // of STEPS_PER_LOOP * 16 multiply-adds each
  factor: f32,
  summand: f32,
}

const STEPS_PER_LOOP = 8u; // bench/kernel/ceilings.ts counts on it

@group(0) @binding(0) var<uniform> probe: Probe;
@group(0) @binding(1) var<storage, read_write> output: array<vec4f>;

alias Chains = array<vec4f, 4>;

fn step(chains: ptr<function, Chains>) {
  let factor = vec4f(probe.factor);
  let summand = vec4f(probe.summand);
  (*chains)[0] = fma((*chains)[0], factor, summand);
  (*chains)[1] = fma((*chains)[1], factor, summand);
  (*chains)[2] = fma((*chains)[2], factor, summand);
  (*chains)[3] = fma((*chains)[3], factor, summand);
}

@compute @workgroup_size(64)
fn fma_probe(@builtin(global_invocation_id) id: vec3u) {
  let start = vec4f(f32(id.x), 1.0, 2.0, 3.0);
  var chains = Chains(start, start + 1.0, start + 2.0, start + 3.0);
  for (var i = 0u; i < probe.steps; i++) {
    step(&chains);
    step(&chains);
    step(&chains);
    step(&chains);
    step(&chains);
    step(&chains);
    step(&chains);
    step(&chains);
  }
  output[id.x] = chains[0] + chains[1] + chains[2] + chains[3];
}
