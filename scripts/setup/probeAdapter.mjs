// Prints the WebGPU adapter that Dawn finds as one JSON line; run as a child, so that a bad driver hurts nobody.
import { create, globals } from 'webgpu';

Object.assign(globalThis, globals);
const adapter = await create([]).requestAdapter();
const found = adapter && {
  description: adapter.info.description,
  vendor: adapter.info.vendor,
  architecture: adapter.info.architecture,
  features: [...adapter.features].sort(),
};
process.stdout.write(`${JSON.stringify(found)}\n`);
// Dawn's threads would keep the process alive.
process.exit(0);
