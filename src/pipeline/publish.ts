import { type CompanyUpdate, planWrites, writeBack, type WriteOutcome } from '../hubspot/write-back/index.ts';
import { withHeldProperties } from '../hubspot/properties/index.ts';
import { mergeHealthProperties } from '../store/companies.ts';
import { loadBreakdownTexts } from '../store/health.ts';
import { loadPublishable, type Publishable } from '../store/publishable.ts';
import { type OnProgress, type PipelineDeps } from './deps.ts';
import { publishedText } from './published-properties.ts';

export type PublishOutcome = WriteOutcome;

/** Companies compared at a time. */
const PAGE = 500;
/** Companies written in one turn: whole batches of 100, some seconds of HubSpot's allowance. */
const TURN_UPDATES = 1_000;

type Deps = Pick<PipelineDeps, 'db' | 'portalId' | 'api'>;

/**
 * Writes the changed properties of changed companies (of some only, where ids are given) to the portal. What was
 * acknowledged is remembered batch by batch, so that a run killed in the middle goes on where it was.
 */
export async function publishPortal(
  deps: Deps,
  onProgress?: OnProgress,
  companyIds?: readonly string[],
): Promise<PublishOutcome> {
  if (companyIds !== undefined) return write(deps, companyIds);
  const total = { writeCalls: 0, companiesWritten: 0, rejected: [] as PublishOutcome['rejected'][number][] };
  let after: string | null = null;
  do {
    const turn: PublishTurn = await publishTurn(deps, after);
    total.writeCalls += turn.outcome.writeCalls;
    total.companiesWritten += turn.outcome.companiesWritten;
    total.rejected.push(...turn.outcome.rejected);
    onProgress?.({ step: 'write to HubSpot', done: total.companiesWritten, total: null });
    after = turn.after;
  } while (after !== null);
  return total;
}

export interface PublishTurn {
  readonly outcome: PublishOutcome;
  /** The last company that is done; null: all are. */
  readonly after: string | null;
}

/** One turn of publishing a portfolio of any size, from behind a company on. */
export async function publishTurn(deps: Deps, from: string | null): Promise<PublishTurn> {
  const changed: string[] = [];
  let after = from;
  while (changed.length < TURN_UPDATES) {
    const page = await loadPublishable(deps.db, deps.portalId, { after, limit: PAGE });
    const last = page.at(-1)?.companyId;
    if (last === undefined) return { outcome: await write(deps, changed), after: null };
    const room = TURN_UPDATES - changed.length;
    const found = changesOf(page).map(({ companyId }) => companyId);
    changed.push(...found.slice(0, room));
    after = found.length > room ? (changed.at(-1) ?? last) : last;
  }
  return { outcome: await write(deps, changed), after };
}

function changesOf(companies: readonly Publishable[]): CompanyUpdate[] {
  const current = new Map(companies.map((each) => [each.companyId, each.written]));
  const desired = new Map(
    companies.map((each) => [
      each.companyId,
      withHeldProperties(each.properties, each.summary, each.written),
    ]),
  );
  return planWrites(desired, current);
}

/** By what is stored now: until a turn has looked at the whole portfolio, a company may have been scored again. */
async function write(deps: Deps, companyIds: readonly string[]): Promise<PublishOutcome> {
  const updates = changesOf(await loadPublishable(deps.db, deps.portalId, companyIds));
  const told = updates.filter(({ properties }) => 'health_breakdown' in properties);
  const ids = told.map(({ companyId }) => companyId);
  const texts = await loadBreakdownTexts(deps.db, deps.portalId, ids);
  const whole = updates.map(({ companyId, properties }) => {
    const { health_breakdown: receipt, ...others } = properties;
    const told = receipt === undefined ? undefined : texts.get(companyId);
    if (told === undefined) return { companyId, properties: others };
    return { companyId, properties: { ...others, health_breakdown: publishedText(told.text) } };
  });
  // The receipt that was read with the text: the company may have been scored again since it was compared.
  const remembered = ({ companyId, properties }: CompanyUpdate): CompanyUpdate => {
    const receipt = texts.get(companyId)?.receipt ?? null;
    return {
      companyId,
      properties: receipt === null ? properties : { ...properties, health_breakdown: receipt },
    };
  };
  return writeBack(deps.api, whole, {
    onWritten: (written) => mergeHealthProperties(deps.db, deps.portalId, written.map(remembered)),
  });
}
