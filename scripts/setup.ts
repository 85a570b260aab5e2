// `npm run setup`: installs what the GPU and browser tests need and a bare machine lacks. Quick when all is there.
import { ensureChromium } from './setup/chromium.ts';
import { ensureGpuAdapter } from './setup/softwareVulkan.ts';

const chromium = ensureChromium();
const adapter = ensureGpuAdapter();
console.log(`Chromium: ${chromium ?? 'missing'}`);
console.log(`WebGPU adapter in Node: ${adapter?.description ?? 'missing'}`);
if (chromium === undefined || adapter === undefined) process.exitCode = 1;
