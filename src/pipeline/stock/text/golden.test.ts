// Tokens and text states of the tiny pipelines against transformers and diffusers.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareArrays } from '../../../lib/compare.ts';
import type { FamilyName } from '../../../models/index.ts';
import { CustomOpSession, floatTensor } from '../../../runtime/index.ts';
import { StockText } from './stockText.ts';
import { createStockTokenizer } from './stockTokenizer.ts';
import { readPipelineFile, readTextGolden, readTokenizerFolder } from './testing/pipelineFixture.ts';
import { textFacts } from './textFacts.ts';

/**
 * Of states of range 6. A float16 export holds rounded constants (GELU's square root of 2 as 1.4141): with the exact
 * ones in the widened graph the difference is 1e-6, with the file's own it is 5.2e-4.
 */
const TOLERANCE = { float32: { maxAbs: 2e-4 }, float16: { maxAbs: 1e-3 } };

const PIPELINES: readonly (readonly [string, FamilyName])[] = [
  ['tiny-sd-turbo', 'sd2'],
  ['tiny-sd15-lcm', 'sd1'],
  ['tiny-sdxl-turbo', 'sdxl'],
  ['tiny-pixart', 'pixart'],
];

/** transformers knows no weights: every bracket is to be read. */
const withoutWeights = (prompt: string): string => prompt.replace(/[()[\]\\]/g, String.raw`\$&`);

describe.each(PIPELINES)('%s', (pipeline, family) => {
  const golden = readTextGolden(pipeline);
  const facts = textFacts[family];
  let text: StockText;

  beforeAll(async () => {
    const parts = facts.map(async ({ folder, tokenizerFolder }) => ({
      tokenizerFiles: readTokenizerFolder(pipeline, tokenizerFolder),
      session: await CustomOpSession.create(readPipelineFile(pipeline, `${folder}/model.onnx`), {
        label: folder,
        provider: 'wasm',
      }),
    }));
    text = new StockText(family, await Promise.all(parts));
  }, 60_000); // the first session compiles ONNX Runtime's wasm
  afterAll(() => text.release());

  it.each(facts.map(({ tokenizerFolder }, i) => [tokenizerFolder, i] as const))(
    '%s gives the ids of transformers',
    (folder, i) => {
      const expected = golden.tokens[folder] ?? [];
      expect(expected.length).toBeGreaterThan(5);
      const tokenize = createStockTokenizer(readTokenizerFolder(pipeline, folder), facts[i]!);
      const actual = expected.map(({ prompt }) => {
        const { ids, mask } = tokenize(withoutWeights(prompt));
        return { prompt, ids, mask };
      });
      expect(actual).toEqual(expected);
    },
  );

  it.each(['positive', 'negative'] as const)('gives the text states of diffusers, %s', async (role) => {
    const { prompt, tensors } = golden.textStates[role]!;
    const { states, pooled, mask } = await text.encode(text.tokenize(prompt));
    const found = {
      encoder_hidden_states: states,
      ...(pooled && { text_embeds: pooled }),
      ...(mask && {
        encoder_attention_mask: floatTensor('float32', Float32Array.from(mask), [1, mask.length]),
      }),
    };
    expect(Object.keys(found)).toEqual(Object.keys(tensors));
    for (const [name, tensor] of Object.entries(found)) {
      const wanted = tensors[name]!;
      expect(tensor.dims).toEqual(golden.tensors[wanted]!.dims);
      expect(
        compareArrays(tensor.data as Float32Array, golden.numbers(wanted), TOLERANCE[golden.weights]),
      ).toBeUndefined();
    }
  });
});
