// What the rest of the stock pipeline uses of the text side.

export { StockText, type TextPart, type TextStates, type TokenizedPrompt } from './stockText.ts';
export { textFacts, type TextEncoderFacts } from './textFacts.ts';
export { TOKENIZER_FILES, type TokenizerFiles } from './tokenizerFiles.ts';
