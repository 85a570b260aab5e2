// Negative prompts that several suites share.

/** Of the paper's Fig. 7 kind; its words are our own: the judge has a value for each. */
export const QUALITY_NEGATIVE = 'blurry, pixelated, low resolution, black and white, too dark';
