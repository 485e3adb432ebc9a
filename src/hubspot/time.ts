/** Milliseconds since the epoch. Passed in, so that tests run on virtual time. */
export type Clock = () => number;

/** Resolves after that many milliseconds. */
export type Sleep = (ms: number) => Promise<void>;
