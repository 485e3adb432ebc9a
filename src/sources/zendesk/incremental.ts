import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { type PullContext } from '../../model/source.ts';
import { type Query, type ZendeskApi } from './api.ts';

/** Where the next read starts: behind everything read so far. */
export const incrementalCursor = z.object({ cursor: z.string().min(1) });
export type IncrementalCursor = z.infer<typeof incrementalCursor>;

const PER_PAGE = '1000';

const position = z.object({ after_cursor: z.string().nullable(), end_of_stream: z.boolean() });

/**
 * Pages of a cursor-based incremental export (`/api/v2/incremental/…/cursor`) to its end. A cursor that Zendesk no
 * longer takes starts over.
 */
export async function* incrementalPages<Schema extends z.ZodObject>(
  api: ZendeskApi,
  path: string,
  { schema, query }: { readonly schema: Schema; readonly query: Query },
  context: PullContext,
  from: IncrementalCursor | null,
): AsyncGenerator<{ readonly cursor: IncrementalCursor; readonly objects: z.output<Schema> }> {
  const fitting = z.intersection(schema, position);
  const start = { start_time: String(Date.parse(`${context.since}T00:00:00Z`) / 1000) };
  const get = (place: Query) =>
    api.get(path, { ...place, ...query, per_page: PER_PAGE }, fitting, context.signal);
  let cursor = from?.cursor ?? null;
  for (;;) {
    const answer =
      cursor === null
        ? await get(start)
        : await get({ cursor }).catch((error: unknown) => {
            if (error instanceof AppError && error.code === 'upstream-rejected') return get(start);
            throw error;
          });
    // Nothing has ever changed: there is no place to go on from, and nothing to store.
    if (answer.after_cursor === null) return;
    cursor = answer.after_cursor;
    yield { cursor: { cursor }, objects: answer };
    if (answer.end_of_stream) return;
  }
}
