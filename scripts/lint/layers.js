// The import rules of docs/architecture.md as data, and the ESLint rule that enforces them.
import path from 'node:path';

/**
 * What each layer of src/ may import besides itself. `runtime/index.ts` means that one file, not the folder.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const layers = Object.freeze({
  'main.tsx': ['app', 'store', 'client', 'protocol', 'lib'],
  app: ['store', 'protocol', 'lib'],
  store: ['protocol', 'lib'],
  client: ['protocol', 'lib'],
  worker: ['protocol', 'pipeline', 'models/index.ts', 'modelStore/index.ts', 'lib'],
  pipeline: ['runtime/index.ts', 'models/index.ts', 'sampling/index.ts', 'protocol', 'lib'],
  models: ['sampling/index.ts', 'protocol', 'lib'],
  modelStore: ['models/index.ts', 'protocol', 'lib'],
  runtime: ['onnx', 'lib', 'shaders'],
  offline: [],
  onnx: ['lib'],
  sampling: ['lib'],
  protocol: ['lib'],
  lib: [],
});

/**
 * Packages with owners: the layers or files that may import them. `node:` stands for every Node built-in.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const packageOwners = Object.freeze({
  'onnxruntime-web': ['runtime/ort.ts'],
  'onnxruntime-common': ['runtime/ort.ts'],
  webgpu: ['runtime/nodeHost.ts'],
  '@huggingface/tokenizers': ['pipeline'],
  '@noble/hashes': ['modelStore/fileHash.ts'],
  'workbox-precaching': ['offline'],
  idb: ['store/history/indexedDbShelf.ts'],
  'client-zip': ['app/keep/zipPictures.ts'],
  gifenc: ['app/live/gifFile.ts'],
  react: ['app', 'main.tsx'],
  'react-dom': ['app', 'main.tsx'],
  zustand: ['store', 'app', 'main.tsx'],
  'node:': ['runtime'],
});

const exempt = /\.test\.tsx?$|\/testing\//;

/** @type {(file: string, scope: string) => boolean} */
const isWithin = (file, scope) => file === scope || file.startsWith(`${scope}/`);

/** @type {(file: string, scopes: readonly string[]) => boolean} */
const isListed = (file, scopes) => scopes.some((scope) => isWithin(file, scope));

/** @type {(names: readonly string[]) => string} */
const sentence = (names) => (names.length === 0 ? 'nothing' : names.join(', '));

/**
 * `../runtime/ort.ts` seen from app/App.tsx -> `runtime/ort.ts`; a file of shaders/ -> `shaders/x.wgsl`.
 * @param {string} specifier @param {string} file @param {string} root
 */
function targetOf(specifier, file, root) {
  const source = path.join(root, 'src');
  const target = path.resolve(source, path.dirname(file), specifier.replace(/\?.*$/, ''));
  const base = isWithin(target, source) ? source : root;
  return path.relative(base, target).split(path.sep).join('/');
}

/** @param {string} file @param {string} specifier */
function packageViolation(file, specifier) {
  const owned = Object.entries(packageOwners).find(
    ([name]) => specifier === name || specifier.startsWith(name.endsWith(':') ? name : `${name}/`),
  );
  if (owned === undefined || isListed(file, owned[1])) return undefined;
  return `'${specifier}' may be imported only by ${sentence(owned[1])}.`;
}

/**
 * @param {string} file path relative to src/
 * @param {string} specifier as written in the import
 * @param {string} root the repository
 * @returns {string | undefined} the reason why `file` may not import `specifier`
 */
export function violation(file, specifier, root) {
  if (exempt.test(`/${file}`)) return undefined;
  if (!specifier.startsWith('.')) return packageViolation(file, specifier);
  const layer = file.split('/')[0] ?? '';
  const allowed = layers[layer];
  if (allowed === undefined) return `'src/${layer}' is no layer: name it in scripts/lint/layers.js.`;
  const target = targetOf(specifier, file, root);
  if (isWithin(target, layer) || isListed(target, allowed)) return undefined;
  return `'${layer}' may not import '${target}': it may import ${sentence(allowed)} (docs/architecture.md).`;
}

/**
 * ESLint rule: imports, re-exports and dynamic imports follow `layers` and `packageOwners`.
 * @type {import('eslint').Rule.RuleModule}
 */
export const layersRule = {
  meta: { type: 'problem', schema: [], messages: { layer: '{{reason}}' } },
  create(context) {
    const file = path.relative(path.join(context.cwd, 'src'), context.filename).split(path.sep).join('/');
    if (file.startsWith('..')) return {};
    /** @param {{ source?: import('estree').Expression | null | undefined }} node */
    const check = ({ source }) => {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
      const reason = violation(file, source.value, context.cwd);
      if (reason !== undefined) context.report({ node: source, messageId: 'layer', data: { reason } });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};
