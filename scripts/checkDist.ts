// Checks the built site: one copy of ONNX Runtime, alone in its chunk, scripts, styles and HTML within their budget, no file too large to host.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { overBudget, pageReport, readBuiltFiles, weighPage } from './dist/pageBudget.ts';

const MiB = 2 ** 20;
const largestFile = 50 * MiB;
const largestModels = 60 * MiB;
/** The name that ONNX Runtime gives its threads: it stands in its script and nowhere else. */
const runtimeMarker = 'em-pthread';

const files = readdirSync('dist', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.join(entry.parentPath, entry.name));
const size = (file: string): number => statSync(file).size;
const wasm = files.filter((file) => file.endsWith('.wasm'));
const scripts = files
  .filter((file) => file.endsWith('.js'))
  .map((file) => ({ file, code: readFileSync(file, 'utf8') }));
const runtimes = scripts.filter(({ code }) => code.includes(runtimeMarker));
/** Alone in its chunk: it imports nothing, and the chunk with the worker's own code imports it. */
const staticImport = /(^|[;}])import[\s{*"'\w]/;
const isImported = (file: string): boolean =>
  scripts.some(({ code }) => code.includes(`from"./${path.basename(file)}"`));
const models = files
  .filter((file) => file.startsWith(path.join('dist', 'models')))
  .reduce((sum, file) => sum + size(file), 0);

const weight = weighPage(readBuiltFiles('dist'));
console.log(pageReport(weight));

const problems = [
  overBudget(weight) ?? [],
  wasm.length === 1 ? [] : [`expected 1 wasm file, found ${wasm.length}: ${wasm.join(', ')}`],
  runtimes.length === 1 ? [] : [`expected ONNX Runtime in 1 script, found it in ${runtimes.length}`],
  runtimes
    .filter(({ file, code }) => staticImport.test(code) || !isImported(file))
    .map(({ file }) => `${file} holds more than ONNX Runtime, and each of its threads would run that too`),
  files.filter((file) => size(file) > largestFile).map((file) => `${file} is over ${largestFile / MiB} MiB`),
  models <= largestModels
    ? []
    : [`dist/models is ${(models / MiB).toFixed(1)} MiB, over ${largestModels / MiB}`],
].flat();

for (const problem of problems) console.error(`dist: ${problem}`);
if (problems.length > 0) process.exit(1);
const total = files.reduce((sum, file) => sum + size(file), 0);
console.log(`dist: ${files.length} files, ${(total / MiB).toFixed(1)} MiB, one ONNX Runtime`);
