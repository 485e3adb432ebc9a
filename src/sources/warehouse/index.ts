import { type Source, type SourceMeta } from '../../model/source.ts';
import { type Datasets, type EventsDataset, type RowsDataset } from '../datasets/dataset.ts';
import { feedsOf } from '../datasets/feeds.ts';
import { type SourceDeps } from '../http/deps.ts';
import { eventsStream } from './events-stream.ts';
import { rowsStream } from './rows-stream.ts';

export interface WarehouseConfig {
  /** `postgres://…`; a read-only user is enough. */
  readonly url: string;
  readonly datasets: Datasets;
}

const META: Omit<SourceMeta, 'feeds'> = {
  id: 'warehouse',
  title: 'The warehouse',
  credentials: ['PULSO_WAREHOUSE_URL', 'PULSO_WAREHOUSE_MAPPING'],
  scopes: ['SELECT on the tables of the mapping'],
  limits: 'one connection; questions are counted where the data lies',
  docs: 'https://fivetran.com/docs/core-concepts/system-columns-and-tables',
};

/** Accounts, records and events out of a data warehouse that speaks PostgreSQL's protocol. */
export function createWarehouseSource({ url, datasets }: WarehouseConfig, deps: SourceDeps = {}): Source {
  const rows = datasets.datasets.filter((each): each is RowsDataset => each.kind !== 'events');
  const events = datasets.datasets.filter((each): each is EventsDataset => each.kind === 'events');
  return {
    meta: { ...META, feeds: feedsOf(datasets) },
    streams: [
      ...rows.map((dataset) => rowsStream(dataset, url, deps)),
      ...(events.length === 0 ? [] : [eventsStream(events, datasets, url, deps)]),
    ],
  };
}
