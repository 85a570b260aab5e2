// The layer rule really fires: each case is linted with this repository's own ESLint configuration.
import { ESLint } from 'eslint';
import path from 'node:path';
import { expect, test } from 'vitest';
import { layers, layersRule, violation } from './layers.js';

const root = path.resolve(import.meta.dirname, '../..');

const forbidden: readonly (readonly [file: string, statement: string])[] = [
  ['app/x.ts', "import '../runtime/index.ts';"],
  ['app/prompt/x.ts', "import '../../client/workerEngine.ts';"],
  ['app/x.ts', "void import('../pipeline/index.ts');"],
  ['store/x.ts', "export * from '../client/workerEngine.ts';"],
  ['store/x.ts', "import '../app/App.tsx';"],
  ['client/x.ts', "import '../worker/engine.ts';"],
  ['worker/x.ts', "import '../runtime/index.ts';"],
  ['pipeline/x.ts', "import '../runtime/session.ts';"],
  ['pipeline/x.ts', "import 'onnxruntime-web/webgpu';"],
  ['pipeline/x.ts', "import '../modelStore/index.ts';"],
  ['worker/x.ts', "import '../modelStore/modelStore.ts';"],
  ['modelStore/x.ts', "import '../pipeline/index.ts';"],
  ['modelStore/x.ts', "import '@noble/hashes/sha2.js';"],
  ['runtime/session.ts', "import 'onnxruntime-web';"],
  ['runtime/x.ts', "import '../pipeline/index.ts';"],
  ['runtime/ops/x.ts', "import 'webgpu';"],
  ['onnx/x.ts', "import '../runtime/index.ts';"],
  ['onnx/x.ts', "import '../../shaders/x.wgsl?raw';"],
  ['onnx/x.ts', "import 'node:fs';"],
  ['sampling/x.ts', "import '../onnx/index.ts';"],
  ['pipeline/x.ts', "import '../sampling/oneStep.ts';"],
  ['lib/x.ts', "export { y } from '../protocol/engine.ts';"],
  ['lib/x.ts', "import '../../bench/cases.ts';"],
  ['undeclared/x.ts', "import '../lib/errors.ts';"],
];

const permitted: readonly (readonly [file: string, statement: string])[] = [
  ['main.tsx', "import './app/App.tsx';"],
  ['app/x.ts', "import '../store/index.ts';"],
  ['app/x.ts', "import './App.css';"],
  ['pipeline/x.ts', "import '../runtime/index.ts';"],
  ['pipeline/x.ts', "import '../sampling/index.ts';"],
  ['sampling/x.ts', "import '../lib/errors.ts';"],
  ['worker/x.ts', "import '../modelStore/index.ts';"],
  ['modelStore/x.ts', "import '../protocol/engine.ts';"],
  ['modelStore/x.ts', "import '../models/index.ts';"],
  ['modelStore/fileHash.ts', "import '@noble/hashes/sha2.js';"],
  ['runtime/ort.ts', "import 'onnxruntime-web/webgpu';"],
  ['runtime/nodeHost.ts', "void import('webgpu');"],
  ['runtime/ops/x.ts', "import '../../../shaders/x.wgsl?raw';"],
  ['onnx/passes/x.ts', "import '../ir.ts';"],
  ['runtime/x.test.ts', "import 'webgpu';"],
  ['runtime/testing/x.ts', "import '../../pipeline/index.ts';"],
];

/** Lints one statement as if it stood in src/`file`, with the layer rule alone; gives the rules that fired. */
async function lint(file: string, statement: string): Promise<string[]> {
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: {
      files: ['**/*.{ts,tsx}'],
      plugins: { steeraway: { rules: { layers: layersRule } } },
      rules: { 'steeraway/layers': 'error' },
    },
  });
  const results = await eslint.lintText(statement, { filePath: path.join(root, 'src', file) });
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => ruleId ?? message));
}

test.each(forbidden)('src/%s: %s is refused', async (file, statement) => {
  expect(await lint(file, statement)).toEqual(['steeraway/layers']);
});

test.each(permitted)('src/%s: %s is allowed', async (file, statement) => {
  expect(await lint(file, statement)).toEqual([]);
});

test("the repository's own configuration switches the rule on for every source file", async () => {
  const eslint = new ESLint({ cwd: root });
  for (const layer of Object.keys(layers)) {
    const file = layer.endsWith('.tsx') ? layer : `${layer}/x.ts`;
    const config = (await eslint.calculateConfigForFile(path.join(root, 'src', file))) as {
      rules: Record<string, unknown[]>;
    };
    expect(config.rules['steeraway/layers']?.[0], file).toBe(2);
  }
});

test('a refusal says what the layer may import', () => {
  expect(violation('store/x.ts', '../client/workerEngine.ts', root)).toBe(
    "'store' may not import 'client/workerEngine.ts': it may import protocol, lib (docs/architecture.md).",
  );
});
