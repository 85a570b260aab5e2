// Vitest global setup of the `gpu` project: picks the Vulkan driver, names the adapter, fails when there is none.
import { probeAdapter } from '../setup/adapter.ts';
import { useVulkanDriver } from '../setup/vulkanDriver.ts';

export default function setup(): void {
  const driver = useVulkanDriver(process.env);
  const adapter = probeAdapter(process.env);
  if (driver === undefined || adapter === undefined) {
    throw new Error(
      'GPU tests need a WebGPU adapter and Dawn finds none. Run `npm run setup`, then try again.',
    );
  }
  console.log(`GPU tests run on ${adapter.description} (driver: ${driver.name})`);
  console.log(`Adapter features: ${adapter.features.join(', ')}\n`);
}
