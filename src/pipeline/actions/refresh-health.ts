import { type CardAnswer, type CardRequest } from '../../model/card-actions.ts';
import { type Source } from '../../model/source.ts';
import { loadSourceStates } from '../../store/source-states.ts';
import { type PipelineDeps } from '../deps.ts';
import { pullSource } from '../pull.ts';
import { type Message, messageTexts, say } from '../../model/messages/message.ts';
import { rescore, storedHealth } from './action.ts';

/** HubSpot stops functions after ten seconds; scoring and writing need the rest. */
const PULL_MS = 6_000;
/** What was read this lately is not read again: HubSpot repeats requests, and people press twice. */
const FRESH_MS = 60_000;

type Incomplete = NonNullable<NonNullable<CardAnswer['done']>['incomplete']>;

/**
 * Reads what is new in every source, as far as the time allows, then scores the company and writes its properties.
 * What could not be read to its end is named; what was read before it is kept and counts.
 */
export async function refreshHealth(
  deps: PipelineDeps,
  { companyId }: CardRequest<'refreshHealth'>,
): Promise<CardAnswer> {
  await storedHealth(deps, companyId);
  const incomplete = await pullWhatIsNew(deps);
  return { ...(await rescore(deps, companyId)), done: { incomplete } };
}

async function pullWhatIsNew(deps: PipelineDeps): Promise<Incomplete> {
  const signal = AbortSignal.timeout(PULL_MS);
  const late = new Promise<'late'>((resolve) =>
    signal.addEventListener('abort', () => resolve('late'), { once: true }),
  );
  const states = await loadSourceStates(deps.db, deps.portalId);
  const now = deps.clock().getTime();
  const due = deps.sources.filter((source) => {
    const fetchedAt = states[source.meta.id]?.fetchedAt;
    return fetchedAt === undefined || now - Date.parse(fetchedAt) > FRESH_MS;
  });
  const outcomes = await Promise.all(due.map((source) => Promise.race([pull(deps, source, signal), late])));
  return outcomes.flatMap((outcome, index) => {
    const source = due[index]?.meta.id ?? '';
    const reason = outcome === 'late' ? say('source.late', { seconds: PULL_MS / 1000 }) : outcome;
    return reason === null ? [] : [{ source, reason: messageTexts(reason) }];
  });
}

/** null when all was read, else why not. */
async function pull(deps: PipelineDeps, source: Source, signal: AbortSignal): Promise<Message | null> {
  return (await pullSource(deps, source, { signal, skipDeletions: true })).failure;
}
