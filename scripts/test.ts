// `npm test`: sets the machine up, runs every stage, and ends with one line: `N passed, M failed, K skipped`.
import { parseArgs } from 'node:util';
import { ensureChromium } from './setup/chromium.ts';
import { ensureGpuAdapter } from './setup/softwareVulkan.ts';
import { add, noTests } from './testing/reports.ts';
import { runStage, table } from './testing/runStages.ts';
import { stages } from './testing/stages.ts';

/** `--only unit,gpu` runs these stages alone, in the order of `stages`. */
function chosenStages(): typeof stages {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  if (values.only === undefined) return stages;
  const names = values.only.split(',');
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length === 0) return stages.filter(({ name }) => names.includes(name));
  console.error(`Unknown stage ${unknown.join(', ')}: use ${stages.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const chosen = chosenStages();
const needs = (name: string): boolean => chosen.some((stage) => stage.name === name);
if (needs('e2e')) ensureChromium();
if (needs('gpu')) ensureGpuAdapter();

const results = chosen.map(runStage);
const { passed, failed, skipped } = results.map(({ counts }) => counts).reduce(add, noTests);
console.log(`\n${table(results)}\n`);
if (results.some(({ failure }) => failure !== undefined)) process.exitCode = 1;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
