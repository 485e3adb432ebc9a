/** How a word's score changes with the words before it. */
export interface ScoringStrategy {
  apply(tokens: readonly string[], cursor: number, tokenScore: number): number;
}

/**
 * The part of the npm package `sentiment` (5.x) that is used: sums word scores of −5 to 5 over a text. It knows
 * English; other languages are registered.
 */
export interface WordScorer {
  registerLanguage(
    code: string,
    language: {
      readonly labels: Record<string, number>;
      readonly scoringStrategy: ScoringStrategy;
    },
  ): void;
  analyze(
    text: string,
    options: { readonly language: string; readonly extras?: Record<string, number> },
  ): { readonly score: number };
}
