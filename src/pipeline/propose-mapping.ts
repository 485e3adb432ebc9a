import { type Source } from '../model/source.ts';
import {
  EVERY_EVENT_A_FEATURE,
  proposeMapping as propose,
  type ProposedMapping,
} from '../sources/events/propose-mapping.ts';
import { type OnProgress, type PipelineDeps } from './deps.ts';
import { seenEvents } from './seen-events.ts';

export { type ProposedMapping } from '../sources/events/propose-mapping.ts';

/** The mapping that a source must be made with for {@link proposeMapping} to see its events. */
export function everyEventMapping(): object {
  return EVERY_EVENT_A_FEATURE;
}

/** Proposes an event mapping from what was seen in the last days; stores nothing. @throws AppError `input-invalid` */
export async function proposeMapping(
  deps: Pick<PipelineDeps, 'clock' | 'tempDir'>,
  source: Source,
  days: number,
  onProgress?: OnProgress,
): Promise<ProposedMapping> {
  const { events, users } = await seenEvents(deps, source, days, onProgress);
  return propose(events, users);
}
