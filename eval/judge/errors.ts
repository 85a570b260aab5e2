// What can be wrong with the judge's files.

import { SteerawayError } from '../../src/lib/errors.ts';

const TRAIN = 'python -m steeraway_training.train_classifier (training/README.md)';

/** A file of eval/models is absent or cannot be read. */
export class JudgeFileError extends SteerawayError {
  readonly code = 'judge-file-unreadable';

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(
      `The judge's file eval/models/${file} cannot be read: ${reason}.`,
      `Restore it from git, or train it again: ${TRAIN}.`,
      options,
    );
  }
}

/** The files were written by another version of the training code. */
export class JudgeVersionError extends SteerawayError {
  readonly code = 'judge-version';

  constructor(found: unknown, expected: number) {
    super(
      `The judge in eval/models is of version ${typeof found === 'number' ? found : 'unknown'}, this code reads version ${expected}.`,
      `Take code and eval/models from one commit, or train it again: ${TRAIN}.`,
    );
  }
}

/** A suite asks for something that this judge does not read. */
export class JudgeHeadError extends SteerawayError {
  readonly code = 'judge-head-missing';

  constructor(head: string) {
    super(`The judge reads no "${head}".`, `Train one that does: ${TRAIN}.`);
  }
}
