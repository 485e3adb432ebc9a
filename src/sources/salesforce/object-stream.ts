import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { isoDate } from '../../model/fields.ts';
import { type Page, type PullContext, type Stream } from '../../model/source.ts';
import { type SourceDeps } from '../http/deps.ts';
import { errorForGarbage } from '../http/upstream-error.ts';
import { type Mapped, pageOf, setAside, textAt } from '../mapped.ts';
import { SALESFORCE, type SalesforceConnection } from './connection.ts';
import { instant, type ObjectKind } from './objects.ts';
import { type Batch, queryAll } from './query.ts';

/** Rows are read in the order of their last change, then id: the place in it is where to go on. */
const objectCursor = z.object({
  modifiedFrom: isoDate,
  /** Last row read among those changed at that instant; null: none yet. */
  afterId: z
    .string()
    .regex(/^[A-Za-z0-9]{15,18}$/)
    .nullable(),
  /** Whether the pull that left this cursor reached the end. */
  complete: z.boolean(),
});
export type ObjectCursor = z.infer<typeof objectCursor>;

/** A transaction may become visible this much later than the instant it is dated to. */
const OVERLAP_MS = 5 * 60_000;
const EPOCH = '1970-01-01T00:00:00.000Z';
const place = z.object({ Id: z.string(), SystemModstamp: instant });

/** A stream of one object, incremental by SystemModstamp, deletions included. */
export function objectStream(
  kind: ObjectKind,
  connection: SalesforceConnection,
  bulkAbove: number,
  deps: SourceDeps,
): Stream<ObjectCursor> {
  return {
    name: kind.name,
    cursor: objectCursor,
    pull: (context, cursor) => pull(kind, connection, bulkAbove, deps, context, cursor),
  };
}

async function* pull(
  kind: ObjectKind,
  connection: SalesforceConnection,
  bulkAbove: number,
  deps: SourceDeps,
  context: PullContext,
  cursor: ObjectCursor | null,
): AsyncGenerator<Page<ObjectCursor>> {
  let reached = cursor ?? firstPlace(kind, context);
  let from = reached.complete ? rewound(reached) : reached;
  const options = { bulkAbove, signal: context.signal };
  for (let restarts = 0; ; restarts += 1) {
    let read = 0;
    try {
      for await (const { rows, total } of queryAll(connection, soqlFrom(kind, from), options, deps)) {
        reached = placeBehind(rows) ?? reached;
        read += rows.length;
        const page = pageOf({ ...reached, complete: false }, rows.length, mapBatch(kind, rows));
        yield { ...page, progress: Math.min(1, read / Math.max(1, total)) };
        from = reached;
      }
      break;
    } catch (error) {
      // Addresses of next pages expire; the place in the order does not.
      if (!isLostPlace(error) || restarts > 0) throw error;
    }
  }
  yield { ...pageOf({ ...reached, complete: true }, 0, []), progress: 1 };
}

function firstPlace(kind: ObjectKind, context: PullContext): ObjectCursor {
  const modifiedFrom = kind.wholeHistory ? EPOCH : `${context.since}T00:00:00.000Z`;
  return { modifiedFrom, afterId: null, complete: false };
}

function rewound({ modifiedFrom }: ObjectCursor): ObjectCursor {
  const earlier = Math.max(0, Date.parse(modifiedFrom) - OVERLAP_MS);
  return { modifiedFrom: new Date(earlier).toISOString(), afterId: null, complete: false };
}

function soqlFrom(kind: ObjectKind, { modifiedFrom, afterId }: ObjectCursor): string {
  const fields = ['Id', ...kind.fields, 'IsDeleted', 'SystemModstamp'].join(', ');
  const behind =
    afterId === null
      ? `SystemModstamp >= ${modifiedFrom}`
      : `(SystemModstamp > ${modifiedFrom} OR (SystemModstamp = ${modifiedFrom} AND Id > '${afterId}'))`;
  return `SELECT ${fields} FROM ${kind.object} WHERE ${behind} ORDER BY SystemModstamp, Id`;
}

function placeBehind(batch: Batch): ObjectCursor | null {
  const last = batch.at(-1);
  if (last === undefined) return null;
  const found = place.safeParse(last);
  if (!found.success)
    throw errorForGarbage(SALESFORCE, 'a row without a readable Id and SystemModstamp', found.error);
  return { modifiedFrom: found.data.SystemModstamp, afterId: found.data.Id, complete: false };
}

function isLostPlace(error: unknown): boolean {
  return (
    error instanceof AppError &&
    error.code === 'upstream-rejected' &&
    error.message.includes('INVALID_QUERY_LOCATOR')
  );
}

function mapBatch(kind: ObjectKind, batch: Batch): Mapped[] {
  return batch.map((row) => {
    const id = textAt(row, 'Id');
    if (row.IsDeleted === true || row.IsDeleted === 'true') {
      return kind.recordKind === null || id === null ? {} : { deleted: [{ kind: kind.recordKind, id }] };
    }
    const parsed = kind.schema.safeParse(row);
    return parsed.success ? kind.map(parsed.data) : setAside(kind.name, id, parsed.error);
  });
}
