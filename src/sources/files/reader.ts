import { createHash } from 'node:crypto';
import { glob, stat } from 'node:fs/promises';
import { type DuckDBConnection } from '@duckdb/node-api';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type Dataset, type Field } from '../datasets/dataset.ts';
import { literal } from '../datasets/sql.ts';

const FORMATS: readonly (readonly [RegExp, 'csv' | 'ndjson' | 'parquet'])[] = [
  [/\.(csv|tsv)(\.gz)?$/i, 'csv'],
  [/\.(ndjson|jsonl|json)(\.gz)?$/i, 'ndjson'],
  [/\.parquet$/i, 'parquet'],
];

/** Longest line of NDJSON: DuckDB sets memory aside for it, many times over. */
const MAX_LINE_BYTES = 4 * 1024 ** 2;

/** Files of a dataset at one moment. */
export interface FileSet {
  readonly paths: readonly string[];
  /** Together, as they lie on disk. */
  readonly bytes: number;
  /** Changes with the name, size or time of any of them, and with the mapping. */
  readonly digest: string;
}

export const NO_FILES: FileSet = { paths: [], bytes: 0, digest: '' };

/** @throws AppError `config-invalid` when no file fits */
export async function filesOf(
  sets: readonly Dataset[],
  mapping: unknown,
): Promise<ReadonlyMap<string, FileSet>> {
  const found = new Map<string, FileSet>();
  for (const dataset of sets) {
    const paths: string[] = [];
    for await (const file of glob(dataset.file ?? '')) paths.push(file);
    paths.sort();
    if (paths.length === 0) {
      throw new AppError(
        'config-invalid',
        say('files.none', { dataset: dataset.name, pattern: dataset.file ?? '' }),
      );
    }
    const states = await Promise.all(paths.map((file) => stat(file)));
    const facts = JSON.stringify([mapping, paths, states.map(({ size, mtimeMs }) => [size, mtimeMs])]);
    found.set(dataset.name, {
      paths,
      bytes: states.reduce((sum, { size }) => sum + size, 0),
      digest: createHash('sha256').update(facts).digest('hex'),
    });
  }
  return found;
}

/** Mapped columns as text: guessed types would lose the zone of a time, or a row. */
function columnTypes({ columns, deleted }: Dataset): string {
  const fields: readonly (Field | undefined)[] = Object.values(columns);
  const names = [...fields, deleted].filter((each) => typeof each === 'string');
  return [...new Set(names)].map((name) => `${literal(name)}: 'VARCHAR'`).join(', ');
}

/** The files of a dataset as a DuckDB table function; CSV is read as text, so that no guess about a type loses a row. */
export function readFilesSql(dataset: Dataset, { paths }: FileSet): string {
  const list = `[${paths.map(literal).join(', ')}]`;
  const format = dataset.format ?? FORMATS.find(([ending]) => ending.test(paths[0] ?? ''))?.[1];
  switch (format) {
    case 'csv':
      return `read_csv(${list}, header = true, all_varchar = true, union_by_name = true, null_padding = true)`;
    case 'ndjson':
      return `read_json(${list}, format = 'newline_delimited', columns = {${columnTypes(dataset)}}, ignore_errors = true,
        maximum_object_size = ${MAX_LINE_BYTES})`;
    case 'parquet':
      return `read_parquet(${list}, union_by_name = true)`;
    case undefined:
      throw new AppError('config-invalid', say('files.format', { dataset: dataset.name }));
  }
}

/**
 * Runs a statement on the files of a dataset; what is wrong with a file or a column is for people to read.
 *
 * @throws AppError `input-invalid`
 */
export async function runOnFiles(
  connection: DuckDBConnection,
  dataset: Dataset,
  files: FileSet,
  statement: string,
): Promise<void> {
  try {
    await connection.run(statement);
  } catch (cause) {
    const { message } = cause as Error;
    const column = /Referenced column "(.+?)" not found/.exec(message)?.[1];
    const field = Object.entries({ ...dataset.columns, deleted: dataset.deleted }).find(
      ([, mapped]) => mapped !== undefined && mapped === column,
    )?.[0];
    const { name } = dataset;
    const said =
      column === undefined || field === undefined
        ? say('files.unreadable', { dataset: name, said: message.split('\n')[0] ?? '' })
        : say('files.no-column', {
            dataset: name,
            column,
            field,
            columns: await columnsOf(connection, dataset, files),
          });
    throw new AppError('input-invalid', said, { cause });
  }
}

async function columnsOf(connection: DuckDBConnection, dataset: Dataset, files: FileSet): Promise<string[]> {
  const found = await connection.runAndReadAll(
    `SELECT column_name FROM (DESCRIBE SELECT * FROM ${readFilesSql(dataset, files)})`,
  );
  return found.getRows().map(([column]) => String(column));
}

/** The texts of a query's only column, in order. */
export async function textsIn(connection: DuckDBConnection, select: string): Promise<string[]> {
  const texts = await connection.runAndReadAll(`${select} ORDER BY 1`);
  return texts.getRows().map(([text]) => String(text));
}
