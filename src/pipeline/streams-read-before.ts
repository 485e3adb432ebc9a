import { type Source } from '../model/source.ts';
import { type PipelineDeps } from './deps.ts';
import { storedPlace } from './pull.ts';

/** Names of the streams of a source that go on from their cursor, whatever day a pull is told to begin with. */
export async function streamsReadBefore(
  deps: Pick<PipelineDeps, 'db' | 'portalId'>,
  { meta, streams }: Source,
): Promise<string[]> {
  const places = await Promise.all(streams.map((stream) => storedPlace(deps, meta.id, stream)));
  return streams.flatMap(({ name }, index) => (places[index]?.cursor == null ? [] : [name]));
}
