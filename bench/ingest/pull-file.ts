import { pullSource } from '../../src/pipeline/pull.ts';
import { parseDatasets } from '../../src/sources/datasets/dataset.ts';
import { createFilesSource } from '../../src/sources/files/index.ts';
import { type Store } from '../../src/store/open.ts';
import { DAYS, FIRST_DAY } from './events-file.ts';

const PORTAL = '1';

/** Pulls a file of events as the product does, by the files source into the store; how many events it read. */
export async function pullFile(
  store: Store,
  file: string,
  withIds: boolean,
  tempDir: string,
): Promise<number> {
  const columns = {
    event: 'event',
    at: 'timestamp',
    userId: 'user_id',
    accountId: 'account_id',
    email: 'email',
  };
  const ids = withIds ? { id: 'event_id' } : {};
  const mapping = { datasets: [{ name: 'product', kind: 'events', file, columns: { ...columns, ...ids } }] };
  const source = createFilesSource(parseDatasets(mapping, 'file'));
  const settings = {
    locale: 'en' as const,
    modelId: 'three-dimension',
    customerStages: ['customer'],
    managerOwnerId: null,
    backfillDays: DAYS,
  };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const deps = {
    db: store.forPortal(PORTAL),
    portalId: PORTAL,
    clock: () => new Date(),
    tempDir,
    log,
    settings,
  };
  const { streams } = await pullSource(deps, source, { since: FIRST_DAY, full: true });
  return streams.reduce((sum, { records }) => sum + records, 0);
}
