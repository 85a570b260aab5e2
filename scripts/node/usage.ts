// A command line that cannot be understood: the program exits 2.

export class UsageError extends Error {}
