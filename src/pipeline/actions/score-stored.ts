import { type Band } from '../../model/bands.ts';
import { type Day } from '../../model/day.ts';
import { scoreAgain } from '../../scoring/engine/score-again.ts';
import { type Model } from '../../scoring/index.ts';
import { type PackedResult, unpackResult } from '../pack-result.ts';

/**
 * The score that a model with other weights gives to what was measured on a past day, 0–100; null where it weighs
 * nothing that was. Caps that rest on signals hold where they held then. Only for models of the same id: another one
 * measures with other curves.
 */
export function scoreStored(packed: PackedResult, asOf: Day, model: Model): number | null {
  const then = unpackResult('', 'unknown' satisfies Band, false, packed);
  const nothing = { signals: { companyId: '' }, indicators: new Set<string>(), sections: new Set<never>() };
  return scoreAgain(then, nothing, { asOf, model }).score;
}
