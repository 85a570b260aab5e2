// What can be wrong with the tokenizer files and text encoders of somebody else's model.

import { SteerawayError } from '../../../lib/errors.ts';

export class TokenizerFilesError extends SteerawayError {
  readonly code = 'tokenizer-files-invalid';
  constructor(folder: string, reason: string, options?: ErrorOptions) {
    super(
      `The tokenizer in ${folder}/ cannot be used: ${reason}.`,
      'Take the whole tokenizer folder of the model: vocab.json and merges.txt, or tokenizer.json.',
      options,
    );
  }
}

/** The graph is no text encoder of this family. */
export class TextEncoderGraphError extends SteerawayError {
  readonly code = 'text-encoder-graph-unsuitable';
  constructor(
    readonly folder: string,
    reason: string,
    /** Names of the graph's inputs or outputs. */
    readonly found: readonly string[],
  ) {
    super(
      `The text encoder in ${folder}/ ${reason}; it has ${found.join(', ') || 'none'}.`,
      'Export the text encoder again with optimum, for the task that the model was made for.',
    );
  }
}
