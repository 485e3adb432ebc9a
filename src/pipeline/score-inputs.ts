import { type CrmCompany } from '../model/company.ts';
import { addDays, type Day } from '../model/day.ts';
import { type Model } from '../scoring/index.ts';
import { loadAccountIds } from '../store/account-ids.ts';
import { type BandStanding, loadBandStates } from '../store/health.ts';
import { loadRecords, type StoredRecord } from '../store/records.ts';
import { loadScores, loadSnapshots, type PastScore, type Snapshot } from '../store/snapshots.ts';
import { loadUsage, type StoredUsage } from '../store/usage.ts';
import { KEY_USER_DAYS, WORK_DAYS } from './assemble/usage.ts';
import { type PipelineDeps } from './deps.ts';
import { loadPeopleEntries, type PeopleEntries } from './people-entries.ts';
import { portalModel } from './portal-settings.ts';
import { catchUpDays } from './schedule.ts';
import { CHANGE_DAYS, isOf } from './score-company.ts';

const YEAR_DAYS = 366;

type Deps = Pick<PipelineDeps, 'db' | 'portalId' | 'settings'>;

/** A company with the model of its segment. */
interface Modelled {
  readonly company: CrmCompany;
  readonly model: Model;
}

type ByCompany<Value> = ReadonlyMap<string, Value>;

/** What is stored about some companies, as far as scoring reads it. */
export interface ScoreInputs {
  readonly companies: readonly Modelled[];
  /** Scores of the past year, oldest first. */
  readonly past: ByCompany<readonly PastScore[]>;
  readonly records: ByCompany<readonly StoredRecord[]>;
  readonly usage: ByCompany<readonly StoredUsage[]>;
  readonly bandStates: ByCompany<BandStanding>;
  readonly entries: ByCompany<PeopleEntries>;
  /** Ids of accounts by source. */
  readonly accounts: Awaited<ReturnType<typeof loadAccountIds>>;
  readonly otherModels: ByCompany<readonly Snapshot[]>;
}

export async function loadInputs(deps: Deps, given: readonly CrmCompany[], asOf: Day): Promise<ScoreInputs> {
  const { db, portalId, settings } = deps;
  const ids = given.map((each) => each.companyId);
  const companies = given.map((company) => ({ company, model: portalModel(settings, company.segment) }));
  // First, so that whatever is read below is no older than what these tell.
  const bandStates = await loadBandStates(db, portalId, ids);
  const past = await loadScores(db, portalId, ids, addDays(asOf, -YEAR_DAYS));
  const firstScored = firstDayToScore(ids, past, asOf);
  return {
    companies,
    past,
    records: await loadRecords(db, portalId, ids),
    usage: await loadUsage(db, portalId, ids, {
      since: addDays(firstScored, -KEY_USER_DAYS),
      wholeSince: addDays(firstScored, -WORK_DAYS),
    }),
    bandStates,
    entries: await loadPeopleEntries(db, portalId, ids),
    accounts: await loadAccountIds(db, portalId, ids),
    otherModels: await underOtherModels(deps, companies, past, addDays(asOf, -CHANGE_DAYS)),
  };
}

/** The first day that any of the companies is scored on in this run: a missed one, or the one the change is told from. */
function firstDayToScore(
  ids: readonly string[],
  past: ReadonlyMap<string, readonly PastScore[]>,
  asOf: Day,
): Day {
  const missed = ids.map((id) => {
    const last = past.get(id)?.at(-1);
    return last === undefined
      ? addDays(asOf, -YEAR_DAYS)
      : (catchUpDays(last.asOf, { asOf, to: asOf })[0] ?? asOf);
  });
  return [...missed, addDays(asOf, -CHANGE_DAYS)].sort()[0] ?? asOf;
}

/** The whole snapshots of a day of those companies that were scored by another model then. */
async function underOtherModels(
  { db, portalId }: Deps,
  companies: readonly Modelled[],
  past: ReadonlyMap<string, readonly PastScore[]>,
  day: Day,
): Promise<Map<string, Snapshot[]>> {
  const ids = companies.flatMap(({ company: { companyId }, model }) =>
    past.get(companyId)?.some((score) => score.asOf === day && !isOf(model, score)) === true ? companyId : [],
  );
  return ids.length === 0 ? new Map() : loadSnapshots(db, portalId, ids, day, day);
}
