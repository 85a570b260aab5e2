#!/usr/bin/env node
// `npx steeraway-onnx`: lets Node read TypeScript, then runs scripts/onnx.ts.
import { register } from 'tsx/esm/api';

register();
await import('../onnx.ts');
