import { type CardAnswer, type CardRequest } from '../../src/model/card-actions.ts';
import { type HealthBreakdown } from '../../src/model/breakdown.ts';
import { type FunctionContext, cardFunction, type Run } from '../lib/function.ts';
import { canRead, type Reading, readBillingAndUsage } from '../lib/billing-and-usage.ts';
import { healthOf, readScored, writeBreakdown } from '../lib/company.ts';
import { scoredAgain } from '../lib/score.ts';
import { hasService, serviceFunction } from '../lib/service.ts';

const byItself = cardFunction('refreshHealth', refreshHealth);
const byService = serviceFunction('refreshHealth');

/**
 * Parameters and answer: `refreshHealth` of `src/model/card-actions.ts`. The function reads the vendors itself; one that
 * was given no vendor's secret but the service's lets the service do it, which reads all sources.
 */
export function main(context: FunctionContext): Promise<unknown> {
  return !canRead(process.env) && hasService() ? byService(context) : byItself(context);
}

async function refreshHealth(
  { companyId }: CardRequest<'refreshHealth'>,
  { portal, now, signal }: Run,
): Promise<CardAnswer> {
  const company = await readScored(portal, companyId);
  const { breakdown, basis } = company;
  const reading = await readBillingAndUsage(breakdown, { now, env: process.env, signal });
  const again = scoredAgain(breakdown, basis, reading.fresh, now);
  const after = { ...again, ...factsOf(reading, breakdown, now) };
  await writeBreakdown(portal, company, after);
  return { ...healthOf(companyId, after), done: { incomplete: reading.incomplete } };
}

/** What billing says beside the score, and how fresh each source is now. */
function factsOf(
  { read, arr, renewsAt }: Reading,
  before: HealthBreakdown,
  now: Date,
): Pick<HealthBreakdown, 'arr' | 'renewsAt' | 'sources'> {
  const fetchedAt = now.toISOString();
  const fresh: [string, HealthBreakdown['sources'][string]][] = read.map((id) => [
    id,
    { status: 'ok', fetchedAt, reason: null },
  ]);
  return {
    arr: arr ?? before.arr,
    renewsAt: renewsAt ?? before.renewsAt,
    sources: { ...before.sources, ...Object.fromEntries(fresh) },
  };
}
