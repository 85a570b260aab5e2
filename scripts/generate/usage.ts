// What `npm run generate -- --help` says: the options, and each mode with its usual numbers: its authors', and for CFG Stable Diffusion's.

import { DEFAULT_MODEL, MODELS } from '../../src/models/index.ts';
import type { GuidanceMode, ModelFamily } from '../../src/protocol/guidance.ts';
import { describeDefaults, describeGuidance } from '../../src/protocol/guidanceAt.ts';
import { MODE_IDS, MODES, type ModeSpec } from '../../src/protocol/modes.ts';
import { BACKEND_USAGE } from '../node/openEngine.ts';

const FAMILIES: readonly (readonly [ModelFamily, string])[] = [
  ['sd1', 'SD 1.x'],
  ['sd2', 'SD 2.x'],
  ['sdxl', 'SDXL'],
  ['pixart', 'PixArt'],
];

const CHECKPOINTS = MODELS[DEFAULT_MODEL].checkpoints.map(({ id }) => id);

export const USAGE = `npm run generate -- --prompt P [--negative N] [--mode ${MODE_IDS.join('|')}] [--scale s] [--seed n]
  [--offset b] [--tau t] [--alpha a] [--model id | --folder DIR] [--checkpoint id] [--steps n] ${BACKEND_USAGE}
  --out f.png [--json] [--help]

--scale is the page's slider, 0 (off) to 1.5; what it means to a mode is said below (--help).
--folder draws with the ONNX export of a stock pipeline (unet/model.onnx, text_encoder/, vae_decoder/, tokenizer/).
With --model as well, that entry of the registry says what the folder holds.
--checkpoint takes other weights of the embedded model: ${CHECKPOINTS.join(', ')}.`;

export function helpText(): string {
  return [USAGE, '', 'Modes:', ...MODE_IDS.map((id) => aboutMode(MODES[id]))].join('\n');
}

function aboutMode({ id, sentence, formula, passes, paper, parameters, at }: ModeSpec): string {
  const lines = [`  ${id.padEnd(6)}${sentence}`, `${formula}  (${passes === 1 ? 'one pass' : 'two passes'})`];
  if (parameters.length > 0) {
    lines.push(`usual numbers: ${defaultsOf(id)}`);
    lines.push(`--scale 1 draws with: ${describeGuidance(id, at(1, 'own'))}`);
  }
  if (paper) lines.push(`${paper.title}, ${paper.url}`);
  return lines.join('\n        ');
}

/** Those of the embedded model, then the families that differ from it. */
function defaultsOf(id: GuidanceMode): string {
  const usual = describeDefaults(id, 'own');
  const others = FAMILIES.filter(([family]) => describeDefaults(id, family) !== usual);
  return [usual, ...others.map(([family, name]) => `${name} ${describeDefaults(id, family)}`)].join('; ');
}
