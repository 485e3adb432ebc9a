import { type CrmCompany } from '../../model/company.ts';
import { addDays, type Day } from '../../model/day.ts';
import { type ScoreResult } from '../../model/result.ts';
import { type Model, scoreCompany } from '../../scoring/index.ts';
import { loadCompanies } from '../../store/companies.ts';
import { loadRecordProfile, loadRecords } from '../../store/records.ts';
import { loadSourceStates } from '../../store/source-states.ts';
import { loadCoverage, loadFeatures, loadUsage } from '../../store/usage.ts';
import { assembleSignals } from '../assemble/assemble.ts';
import { type CustomerSpan, customerSpans } from '../assemble/customer-spans.ts';
import { companyFacts, portalFacts } from '../assemble/facts.ts';
import { KEY_USER_DAYS, WORK_DAYS } from '../assemble/usage.ts';
import { type PipelineDeps } from '../deps.ts';
import { sourceSignals } from '../source-signals.ts';

const BATCH = 50;
/** Days a customer must have been one before a score means anything: the first window. */
const FIRST_WINDOW_DAYS = 29;

export interface PastScores {
  readonly company: CrmCompany;
  /** Days it was no customer any more, oldest first: one that came back was lost several times. */
  readonly lostOn: readonly Day[];
  /** Oldest first; only days on which the company was a customer. */
  readonly results: readonly { readonly asOf: Day; readonly result: ScoreResult }[];
}

/**
 * Scores every company on past days under any model, from the facts as they were known at the end of each day: what a
 * model would have said. Nothing is stored.
 */
export async function* pastScores(
  {
    db,
    portalId,
    settings,
  }: Pick<PipelineDeps, 'db' | 'portalId'> & {
    readonly settings?: Pick<PipelineDeps['settings'], 'exchange'>;
  },
  { days, modelFor }: { readonly days: readonly Day[]; readonly modelFor: (segment: string | null) => Model },
): AsyncGenerator<PastScores> {
  const coverage = await loadCoverage(db, portalId);
  const portal = portalFacts(
    await loadFeatures(db, portalId),
    await loadRecordProfile(db, portalId),
    sourceSignals(await loadSourceStates(db, portalId)),
    coverage,
    settings?.exchange,
  );
  const companies = await loadCompanies(db, portalId);
  const inOrder = [...days].sort();
  const first = inOrder[0] ?? '1970-01-01';
  const last = inOrder.at(-1) ?? first;
  const span = { since: addDays(first, -KEY_USER_DAYS), wholeSince: addDays(first, -WORK_DAYS) };
  for (let start = 0; start < companies.length; start += BATCH) {
    const batch = companies.slice(start, start + BATCH);
    const ids = batch.map((each) => each.companyId);
    const records = await loadRecords(db, portalId, ids);
    const usage = await loadUsage(db, portalId, ids, span);
    for (const company of batch) {
      const id = company.companyId;
      const facts = companyFacts(company, records.get(id) ?? [], usage.get(id) ?? [], coverage);
      const model = modelFor(company.segment);
      const spans = customerSpans(facts, last);
      const results = customerDays(company, spans, days).map((asOf) => {
        const signals = assembleSignals(facts, portal, {
          asOf,
          isLatest: false,
          history: [],
          managerId: null,
        });
        return { asOf, result: scoreCompany(signals, { asOf, model }) };
      });
      const lostOn = spans.flatMap(({ until }) => until ?? []);
      yield { company, lostOn, results };
    }
  }
}

function customerDays(
  { customerSince }: CrmCompany,
  spans: readonly CustomerSpan[],
  days: readonly Day[],
): Day[] {
  const known = spans.length > 0 ? spans : [{ from: customerSince, until: null }];
  const isWarm = (day: Day) =>
    known.some(
      ({ from, until }) =>
        (from === null || addDays(from, FIRST_WINDOW_DAYS) <= day) && (until === null || day < until),
    );
  return days.filter(isWarm);
}
