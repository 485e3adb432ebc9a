/** Sums of weights carry rounding errors far below this; a score of 79.999999999999 is 80. */
export const TOLERANCE = 1e-9;
