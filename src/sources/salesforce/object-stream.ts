import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { isoDate } from '../../model/fields.ts';
import { type Page, type PullContext, type Stream } from '../../model/source.ts';
import { type SourceDeps } from '../http/deps.ts';
import { type Mapped, pageOf, setAside, textAt } from '../mapped.ts';
import { type SalesforceConnection } from './connection.ts';
import { instant, type ObjectKind, salesforceId } from './objects.ts';
import { type Batch, queryAll } from './query.ts';

/** Rows are read in the order of their last change, then id: the place in it is where to go on. */
const objectCursor = z.object({
  modifiedFrom: isoDate,
  /** Last row read among those changed at that instant; null: none yet. */
  afterId: salesforceId.nullable(),
  /** Whether the pull that left this cursor reached the end. */
  complete: z.boolean(),
});
export type ObjectCursor = z.infer<typeof objectCursor>;

/** A transaction may become visible this much later than the instant it is dated to. */
const OVERLAP_MS = 5 * 60_000;
const EPOCH = '1970-01-01T00:00:00.000Z';
/** A change is not dated later than this after the instant of the run, whatever the clocks. */
const LEAST_IMPLAUSIBLE_MS = 86_400_000;
const place = z.object({ Id: salesforceId, SystemModstamp: instant });
const looseRow = z.looseObject({ IsDeleted: z.unknown() });

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
        reached = placeBehind(rows, context.now) ?? reached;
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

/** The last row whose place can be read; one far in the future would hide all that is still to come. */
function placeBehind(batch: Batch, now: Date): ObjectCursor | null {
  for (const row of batch.toReversed()) {
    const found = place.safeParse(row).data;
    if (found === undefined) continue;
    if (Date.parse(found.SystemModstamp) - now.getTime() >= LEAST_IMPLAUSIBLE_MS) continue;
    return { modifiedFrom: found.SystemModstamp, afterId: found.Id, complete: false };
  }
  return null;
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
    const flag = looseRow.safeParse(row).data?.IsDeleted;
    if (flag === true || flag === 'true') {
      return kind.recordKind === null || id === null ? {} : { deleted: [{ kind: kind.recordKind, id }] };
    }
    const parsed = kind.schema.safeParse(row);
    return parsed.success ? kind.map(parsed.data) : setAside(kind.name, id, parsed.error);
  });
}
