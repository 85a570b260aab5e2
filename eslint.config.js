// Lint: type-aware rules everywhere, the layer rules in src/, and the size budget of docs/architecture.md.
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { layersRule } from './scripts/lint/layers.js';

/** @type {(max: number) => ['error', object]} */
const functionBudget = (max) => ['error', { max, skipBlankLines: true, skipComments: true }];
const tests = ['**/*.test.{ts,tsx}', '**/testing/**', 'e2e/**'];

/** @type {import('eslint').Linter.RulesRecord} */
const typeScriptRules = {
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  // Numbers are safe and common in messages; nullish values and objects stay forbidden.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  // `() => post(message)` as a handler is idiomatic.
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  // `() => {}` is the plain way to say "no unsubscribe", "no progress wanted".
  '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
  // A method is async because its interface is, whether or not this implementation waits.
  '@typescript-eslint/require-await': 'off',
  // The protocol's method map names `void` as a result type.
  '@typescript-eslint/no-invalid-void-type': 'off',
};

export default defineConfig(
  globalIgnores(['dist/', '.cache/', 'test-results/', 'playwright-report/', 'training/', 'public/']),
  js.configs.recommended,
  {
    rules: {
      'max-lines': ['error', { max: 250 }],
      'max-lines-per-function': functionBudget(40),
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      // Coefficients keep the digits that their source prints.
      'no-loss-of-precision': 'off',
      eqeqeq: 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
    linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: typeScriptRules,
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { process: 'readonly', URL: 'readonly', console: 'readonly' } },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { steeraway: { rules: { layers: layersRule } } },
    rules: {
      'steeraway/layers': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='navigator'][property.name='gpu']",
          message: 'Only src/runtime/device.ts touches navigator.gpu.',
        },
      ],
    },
  },
  { files: ['src/runtime/device.ts', ...tests], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['**/*.tsx'],
    extends: [reactHooks.configs.flat.recommended],
    rules: { 'max-lines-per-function': functionBudget(80) },
  },
  {
    // Numeric loops: `x[i]!` says that the loop's bounds hold, where `x[i] ?? 0` would hide that they do not.
    files: ['src/{lib,onnx,runtime,pipeline,sampling}/**', 'bench/**', 'eval/**', ...tests],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  { files: ['scripts/**', 'bench/**', 'eval/**'], rules: { 'no-console': 'off' } },
  { files: tests, rules: { 'max-lines-per-function': 'off' } },
  // These tools read a default export.
  {
    files: ['*.config.{js,ts}', 'e2e/playwright.config.ts', 'scripts/vitest/*.ts'],
    rules: { 'no-restricted-exports': 'off' },
  },
);
