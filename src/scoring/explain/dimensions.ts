import type { ScoreResult } from '../../model/result.ts';

/** Dimension id → change of its score, caps included, for the dimensions scored both times. */
export function dimensionChanges(before: ScoreResult, after: ScoreResult): Record<string, number> {
  const was = new Map(before.dimensions.map((dimension) => [dimension.id, dimension.score]));
  const changes = after.dimensions.flatMap(({ id, score }): [string, number][] => {
    const old = was.get(id) ?? null;
    return old === null || score === null ? [] : [[id, score - old]];
  });
  return Object.fromEntries(changes);
}
