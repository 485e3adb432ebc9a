import { type Day } from '../model/day.ts';
import { type PipelineDeps } from './deps.ts';
import { publishPortal, type PublishOutcome } from './publish.ts';
import { scorePortal } from './score.ts';

/**
 * Scores and publishes these companies once more, so that their cards list the tasks that were created behind their
 * scores. Else the next run would write them, though nothing had happened.
 */
export async function showTasks(
  deps: Pick<PipelineDeps, 'db' | 'portalId' | 'api' | 'settings' | 'clock' | 'sources'>,
  asOf: Day,
  companyIds: readonly string[],
): Promise<PublishOutcome> {
  if (companyIds.length === 0) return { writeCalls: 0, companiesWritten: 0, rejected: [] };
  await scorePortal(deps, { asOf, companyIds });
  return publishPortal(deps, undefined, companyIds);
}
