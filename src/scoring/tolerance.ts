/** Sums of weights carry rounding errors far below this; a score of 79.999999999999 is 80. */
export const TOLERANCE = 1e-9;

/** Best score of an indicator and of a weighted model. */
export const MAX_SCORE = 100;
