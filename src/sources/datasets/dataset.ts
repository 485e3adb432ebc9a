import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { eventMapping } from '../amplitude/mapping.ts';

/**
 * What the customer's own files and tables mean: a mapping file names each dataset, what kind of thing its rows are,
 * and which column holds which field.
 */

/** A column's name. */
const column = z.string().regex(/^[^"\\\p{Cc}]{1,128}$/u, 'expected the name of a column');
/** A column, or the same value for every row. */
const field = z.union(
  [column, z.strictObject({ value: z.union([z.string(), z.number(), z.boolean()]) })],
  'expected the name of a column, or {"value": …} for the same in every row',
);
export type Field = z.infer<typeof field>;

/** Kinds of records a dataset can hold; the columns are the fields of `model/record.ts`. */
export const DATASET_RECORDS = [
  'invoice',
  'failed-charge',
  'subscription',
  'contact',
  'meeting',
  'deal',
  'ticket',
  'survey',
  'outreach',
  'interaction',
  'progress',
  'goal',
  'roi',
  'budget',
  'advocacy',
] as const;

const place = {
  name: z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/, 'expected a short name in lower case'),
  /** Path of the files, with `*` and `**`. */
  file: z.string().min(1).optional(),
  /** What the files are; told by their ending where it is absent. */
  format: z.enum(['csv', 'ndjson', 'parquet']).optional(),
  /** Table or view, with its schema before a dot. */
  table: z
    .string()
    .regex(/^[^"\\\s]{1,128}$/, 'expected a table')
    .optional(),
  /** Column with the instant a row was last written, to read only what is new; in Fivetran's layout `_fivetran_synced`. */
  updatedAt: column.optional(),
  /** Column that is true for rows that were deleted; in Fivetran's layout `_fivetran_deleted`. */
  deleted: column.optional(),
};

const accounts = z.strictObject({
  ...place,
  kind: z.literal('accounts'),
  columns: z.strictObject({
    externalId: field,
    name: field.optional(),
    domain: field.optional(),
    email: field.optional(),
    companyId: field.optional(),
  }),
});

const events = z.strictObject({
  ...place,
  kind: z.literal('events'),
  columns: z.strictObject({
    event: field,
    at: field,
    userId: field,
    accountId: field.optional(),
    email: field.optional(),
    /** Id of the event, so that copies count once. */
    id: field.optional(),
    /** Name of the integration an event shows working. */
    integration: field.optional(),
  }),
});

const records = z.strictObject({
  ...place,
  kind: z.enum(DATASET_RECORDS),
  columns: z.record(z.string(), field).refine((columns) => 'id' in columns && 'accountId' in columns, {
    message: 'id and accountId are needed',
  }),
});

const dataset = z.discriminatedUnion('kind', [accounts, events, records]);
export type Dataset = z.infer<typeof dataset>;
export type EventsDataset = Extract<Dataset, { kind: 'events' }>;
export type RowsDataset = Exclude<Dataset, EventsDataset>;

const datasets = z.strictObject({
  datasets: z
    .array(dataset)
    .min(1)
    .refine(
      (all) => new Set(all.map(({ name }) => name)).size === all.length,
      'two datasets have the same name',
    )
    .refine(
      (all) => all.every(({ name }) => name !== 'events'),
      '"events" is the name of the stream of all events',
    ),
  /** What the events mean; see `pulso map`. */
  events: eventMapping.prefault({}),
});
export type Datasets = z.infer<typeof datasets>;
export type DatasetsInput = z.input<typeof datasets>;

/**
 * Validates a mapping.
 *
 * @param needs what every dataset must state: files or a table
 * @throws AppError `config-invalid` naming every path at fault
 */
export function parseDatasets(raw: unknown, needs: 'file' | 'table'): Datasets {
  const parsed = datasets.safeParse(raw);
  if (!parsed.success) {
    throw new AppError(
      'config-invalid',
      `The mapping of datasets is wrong: ${z.prettifyError(parsed.error)}`,
    );
  }
  const without = parsed.data.datasets.find((each) => each[needs] === undefined);
  if (without === undefined) return parsed.data;
  throw new AppError(
    'config-invalid',
    `The mapping of datasets is wrong: dataset "${without.name}" states no ${needs}`,
  );
}

/** Reads a mapping from a JSON file. @throws AppError `config-invalid` */
export function readDatasetsFile(file: string, needs: 'file' | 'table'): Datasets {
  try {
    return parseDatasets(JSON.parse(readFileSync(file, 'utf8')), needs);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('config-invalid', `The mapping ${file} cannot be read: ${(cause as Error).message}`, {
      cause,
    });
  }
}
