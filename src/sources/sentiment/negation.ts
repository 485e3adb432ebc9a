import type { ScoringStrategy } from './word-scorer.ts';

/** Words before a scored word in which a negation still reaches it: `not very happy`. */
const REACH = 2;

/** A negation shortly before a word turns its score around: `not bad`, `ningún problema`. */
export function negatedBy(negations: ReadonlySet<string>): ScoringStrategy {
  return {
    apply(tokens, cursor, tokenScore) {
      const before = tokens.slice(Math.max(0, cursor - REACH), cursor);
      return before.some((token) => negations.has(token)) ? -tokenScore : tokenScore;
    },
  };
}
