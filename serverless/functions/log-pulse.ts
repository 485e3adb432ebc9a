import { type CardAnswer, type CardRequest } from '../../src/model/card-actions.ts';
import { dayOf } from '../../src/model/day.ts';
import { pulseOf } from '../../src/scoring/breakdown/update-breakdown.ts';
import { withMarker } from '../lib/markers.ts';
import { healthOf, readScored, writeBreakdown } from '../lib/company.ts';
import { enteredOf, withEntry } from '../lib/entered.ts';
import { type Run } from '../lib/function.ts';
import { NOTHING_FRESH, scoredAgain } from '../lib/score.ts';
import { serviceFirst } from '../lib/service-first.ts';

/** Parameters and answer: `logPulse` of `src/model/card-actions.ts`. */
export const main = serviceFirst('logPulse', logPulse);

async function logPulse(
  { companyId, requestId, score, reason }: CardRequest<'logPulse'>,
  { portal, now, author }: Run,
): Promise<CardAnswer> {
  const company = await readScored(portal, companyId);
  const { breakdown, basis } = company;
  if (enteredOf(basis).pulses.some(({ id }) => id === requestId)) return healthOf(companyId, breakdown);
  const entry = { id: requestId, score, reason, author, at: now.toISOString() };
  const marker = { day: dayOf(entry.at), kind: 'pulse' as const, label: String(score) };
  const before = withMarker({ ...breakdown, pulse: pulseOf(entry) }, marker);
  const after = scoredAgain(before, withEntry(basis, { pulses: [entry] }), NOTHING_FRESH, now);
  await writeBreakdown(portal, company, after);
  return healthOf(companyId, after);
}
