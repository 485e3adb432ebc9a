import { type DeskObject } from './desk.ts';

/** The vendor holds back what changed in the last minute. */
const WITHHELD_MS = 60_000;

function changed({ updated_at: at }: DeskObject): number {
  return Date.parse(at) / 1000;
}

function encode(object: DeskObject): string {
  return Buffer.from(`${changed(object)}.0||${object.id}`).toString('base64url');
}

function decode(cursor: string): { readonly at: number; readonly id: number } | null {
  const match = /^(\d+)\.0\|\|(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString());
  return match === null ? null : { at: Number(match[1]), id: Number(match[2]) };
}

export interface CursorPage {
  readonly objects: readonly DeskObject[];
  readonly afterCursor: string | null;
  readonly endOfStream: boolean;
}

/** A page of a cursor-based incremental export; null when neither start nor cursor make sense. */
export function cursorPage(
  all: readonly DeskObject[],
  query: URLSearchParams,
  { perPage, now }: { readonly perPage: number; readonly now: number },
): CursorPage | null {
  const cursor = query.get('cursor');
  const from = cursor === null ? { at: Number(query.get('start_time') ?? 'none'), id: -1 } : decode(cursor);
  if (from === null || Number.isNaN(from.at)) return null;
  const rest = all.filter((object) => {
    const at = changed(object);
    return (at > from.at || (at === from.at && object.id > from.id)) && at * 1000 <= now - WITHHELD_MS;
  });
  const objects = rest.slice(0, perPage);
  const last = objects.at(-1);
  return {
    objects,
    afterCursor: last === undefined ? cursor : encode(last),
    endOfStream: rest.length <= perPage,
  };
}

export interface TimePage {
  readonly objects: readonly DeskObject[];
  readonly endTime: number | null;
  readonly endOfStream: boolean;
}

/** A page of a time-based export: it starts with what changed in the very second, and never splits a second. */
export function timePage(
  all: readonly DeskObject[],
  startTime: number,
  { perPage, now }: { readonly perPage: number; readonly now: number },
): TimePage {
  const rest = all.filter(
    (object) => changed(object) >= startTime && changed(object) * 1000 <= now - WITHHELD_MS,
  );
  const boundary = rest[perPage - 1];
  const objects =
    boundary === undefined ? rest : rest.filter((object) => changed(object) <= changed(boundary));
  const last = objects.at(-1);
  return {
    objects,
    endTime: last === undefined ? null : changed(last),
    endOfStream: objects.length === rest.length,
  };
}

/** A page of an ordinary list by `page[size]` and `page[after]`, which is the place in it. */
export function listPage<Item>(
  all: readonly Item[],
  query: URLSearchParams,
  largest: number,
): { readonly items: readonly Item[]; readonly meta: object } {
  const size = Math.min(Number(query.get('page[size]') ?? largest), largest);
  const start = Number(query.get('page[after]') ?? 0);
  const end = start + size;
  const more = end < all.length;
  return {
    items: all.slice(start, end),
    meta: { has_more: more, after_cursor: more ? String(end) : null, before_cursor: null },
  };
}
