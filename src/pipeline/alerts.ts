import { type Day } from '../model/day.ts';
import { loadCompanies } from '../store/companies.ts';
import { addAudit } from '../store/audit.ts';
import { ALERTED, loadUnalerted } from '../store/health.ts';
import { type PipelineDeps } from './deps.ts';

/** An account that became critical. */
export interface CriticalAccount {
  readonly companyId: string;
  readonly name: string;
  readonly score: number | null;
  readonly topRisk: string | null;
}

/** Accounts whose published band fell to red on the day and that nobody was told of yet. */
export async function newlyCritical(
  { db, portalId }: Pick<PipelineDeps, 'db' | 'portalId'>,
  day: Day,
): Promise<CriticalAccount[]> {
  const healths = await loadUnalerted(db, portalId, day);
  const companies = await loadCompanies(
    db,
    portalId,
    healths.map((each) => each.companyId),
  );
  const names = new Map(companies.map((each) => [each.companyId, each.name]));
  return healths.map(({ companyId, breakdown, topRisks }) => ({
    companyId,
    name: names.get(companyId) ?? companyId,
    score: breakdown.result.score,
    topRisk: topRisks[0] ?? null,
  }));
}

/** Remembers that people were told, so that nobody is told twice of one fall. */
export async function noteAlerted(
  { db, portalId }: Pick<PipelineDeps, 'db' | 'portalId'>,
  accounts: readonly CriticalAccount[],
  day: Day,
): Promise<void> {
  for (const { companyId } of accounts) {
    await addAudit(db, portalId, { actor: 'system', action: ALERTED, subject: companyId, detail: { day } });
  }
}
