// Preload for the Node programs (`tsx --import ./scripts/node/register.ts x.ts`): `?raw` imports, Vulkan driver.
import * as nodeModule from 'node:module';
import { useVulkanDriver } from '../setup/vulkanDriver.ts';
import { load } from './rawTextHooks.mjs';

// The types know Node 22 only.
const { register, registerHooks } = nodeModule as Partial<typeof nodeModule>;

// Node 22.15 and later hook imports in this thread and deprecate register(); Node 20 knows register() alone.
if (registerHooks === undefined) register?.('./rawTextHooks.mjs', import.meta.url);
else registerHooks({ load });

useVulkanDriver(process.env);
