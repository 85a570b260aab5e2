// Whether a candidate computes right values on this adapter: a small problem of the same kind, against float64.

import { float16ToFloat32 } from '../../lib/float16.ts';
import { SteerawayError } from '../../lib/errors.ts';
import { inErrorScopes } from '../device.ts';
import type { KernelCache } from '../gpu/kernel.ts';
import { relativeRms } from '../knownAnswers.ts';
import type { PreparedCall } from '../ops/types.ts';
import { TestBench } from './testBench.ts';

/** relRMS against float64. */
const TOLERANCE = { float32: 1e-5, float16: 1e-3, int32: 0 } as const;

/** What is wrong with the candidate of that name, in a clause: its compilation or its values; undefined where nothing is. */
export async function faultOf(
  name: string,
  call: PreparedCall,
  kernels: KernelCache,
): Promise<string | undefined> {
  const trial = call.trial();
  const bench = new TestBench(kernels, trial.call, (input) => trial.inputs[input]?.numbers ?? []);
  const { type } = trial.call.outputs[0]!;
  try {
    for (const { frame, expected } of trial.answers) {
      const data = await inErrorScopes(kernels.device, name, () => bench.compute(name, frame));
      const numbers = type === 'float16' ? float16ToFloat32(new Uint16Array(data)) : new Float32Array(data);
      const error = relativeRms(numbers, expected);
      if (!(error <= TOLERANCE[type]))
        return `its relative error is ${error.toExponential(1)} in ${type}, mode ${frame.mode}`;
    }
    return undefined;
  } catch (error) {
    if (error instanceof SteerawayError) return error.message.replace(/\.$/, '');
    throw error;
  } finally {
    bench.release();
  }
}
