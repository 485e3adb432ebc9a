import { type Source } from '../model/source.ts';
import { startedStreams } from '../store/started-streams.ts';
import { type PipelineDeps } from './deps.ts';

/** Names of the streams of a source that go on from their cursor, whatever day a pull is told to begin with. */
export async function streamsReadBefore(
  { db, portalId }: Pick<PipelineDeps, 'db' | 'portalId'>,
  { meta, streams }: Source,
): Promise<string[]> {
  const started = new Set(await startedStreams(db, portalId, meta.id));
  return streams.map(({ name }) => name).filter((name) => started.has(name));
}
