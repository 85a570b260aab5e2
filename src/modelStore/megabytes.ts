// Sizes as sentences say them.

/** @returns e.g. `0.4 MB`, `99 MB`; a megabyte is a million bytes */
export const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
