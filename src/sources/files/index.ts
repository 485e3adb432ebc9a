import { type Source, type SourceMeta } from '../../model/source.ts';
import { type Datasets, type EventsDataset, type RowsDataset } from '../datasets/dataset.ts';
import { feedsOf } from '../datasets/feeds.ts';
import { eventsStream } from './events-stream.ts';
import { rowsStream } from './rows-stream.ts';

const META: Omit<SourceMeta, 'feeds'> = {
  id: 'files',
  title: 'Files',
  credentials: ['PULSO_FILES_MAPPING'],
  scopes: [],
  limits: 'none; files are read again when they change',
  docs: 'https://duckdb.org/docs/stable/data/overview',
};

/**
 * Accounts, records and events out of CSV, NDJSON and Parquet files.
 *
 * @param onePassBytes larger files of events are staged on disk, so that memory does not grow with them
 */
export function createFilesSource(datasets: Datasets, onePassBytes?: number): Source {
  const rows = datasets.datasets.filter((each): each is RowsDataset => each.kind !== 'events');
  const events = datasets.datasets.filter((each): each is EventsDataset => each.kind === 'events');
  return {
    meta: { ...META, feeds: feedsOf(datasets) },
    streams: [
      ...rows.map(rowsStream),
      ...(events.length === 0 ? [] : [eventsStream(events, datasets, onePassBytes)]),
    ],
  };
}
