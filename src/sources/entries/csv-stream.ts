import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type Stream } from '../../model/source.ts';
import { throwIfAborted } from '../http/retry.ts';
import { pageOf } from '../mapped.ts';
import { mapEntry } from './map-entry.ts';

export type CsvRow = Readonly<Record<string, string>>;

/** How the rows of one kind of export become entries. */
export interface CsvLayout {
  /** Columns that only this export has all of. */
  readonly columns: readonly string[];
  /** Entries of a file, each still to be validated. Rows that say nothing for us make none. */
  entries(rows: readonly CsvRow[]): unknown[];
}

const csvCursor = z.object({
  /** Of the contents of all files; other contents are read from the start. */
  digest: z.string(),
  read: z.number().int().min(0),
});
export type CsvCursor = z.infer<typeof csvCursor>;

const STREAM = 'files';
const PAGE_ENTRIES = 1_000;
/** Exports begin with titles and blank lines; the header is the first line with all columns of a layout. */
const MAX_PREFACE_LINES = 30;

/**
 * Entries out of CSV files, read again whenever a file has changed.
 *
 * @param variable environment variable with the files, for messages
 * @param layouts the first one whose columns a file has is its layout
 */
export function csvStream(
  variable: string,
  files: readonly string[],
  layouts: readonly CsvLayout[],
): Stream<CsvCursor> {
  return {
    name: STREAM,
    cursor: csvCursor,
    async *pull({ signal }, cursor) {
      const texts = await Promise.all(files.map((file) => readText(variable, file)));
      throwIfAborted(signal);
      const digest = createHash('sha256').update(JSON.stringify(texts)).digest('hex');
      const entries = texts.flatMap((text, index) => entriesOf(variable, files[index] ?? '', text, layouts));
      const start = cursor?.digest === digest ? cursor.read : 0;
      for (let read = start; read < entries.length; read += PAGE_ENTRIES) {
        throwIfAborted(signal);
        const batch = entries.slice(read, read + PAGE_ENTRIES);
        const done = read + batch.length;
        const page = pageOf(
          { digest, read: done },
          batch.length,
          batch.map((raw) => mapEntry(STREAM, raw)),
        );
        yield { ...page, progress: done / entries.length };
      }
      if (start >= entries.length) yield pageOf({ digest, read: entries.length }, 0, []);
    },
  };
}

async function readText(variable: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new AppError(
      'config-invalid',
      say('csv.unreadable', { variable, file, said: (cause as Error).message }),
      { cause },
    );
  }
}

function entriesOf(variable: string, file: string, text: string, layouts: readonly CsvLayout[]): unknown[] {
  const lines = parseLines(variable, file, text);
  for (const layout of layouts) {
    const at = lines
      .slice(0, MAX_PREFACE_LINES)
      .findIndex((cells) => layout.columns.every((column) => cells.includes(column)));
    if (at >= 0) return layout.entries(rowsBehind(lines, at));
  }
  const known = layouts.map(({ columns }) => columns.join(', ')).join(' — or — ');
  throw new AppError('input-invalid', say('csv.headers', { variable, file, columns: known }));
}

function parseLines(variable: string, file: string, text: string): string[][] {
  try {
    return parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true, trim: true });
  } catch (cause) {
    throw new AppError(
      'input-invalid',
      say('csv.broken', { variable, file, said: (cause as Error).message }),
      {
        cause,
      },
    );
  }
}

function rowsBehind(lines: readonly string[][], at: number): CsvRow[] {
  const header = lines[at] ?? [];
  return lines
    .slice(at + 1)
    .map((cells) => Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])));
}
