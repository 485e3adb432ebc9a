import { type Dataset, type EventsDataset } from '../datasets/dataset.ts';
import { type Dialect, quoted } from '../datasets/grouped-events.ts';

/** Table with its schema, quoted. */
export function tableSql({ table = '' }: Dataset): string {
  return table.split('.').map(quoted).join('.');
}

/** The connection's time zone is UTC, so that a timestamp without a zone is one in UTC. */
export const POSTGRES: Dialect = {
  from: (dataset: EventsDataset) => tableSql(dataset),
  text: (column) => `CAST(${column} AS VARCHAR)`,
  instant: (column) => `CAST(${column} AS TIMESTAMP WITH TIME ZONE)`,
  kept: ({ updatedAt }) => (updatedAt === undefined ? '' : `${quoted(updatedAt)}, `),
};
