// The name of the lock that guards one file of the store, in all tabs.

/** @param name the finished file's name in the store */
export const fileLock = (name: string) => `steeraway-model:${name}`;
