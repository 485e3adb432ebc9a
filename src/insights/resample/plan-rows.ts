import { type Ranking } from '../tally.ts';

/** What a row is at a horizon. */
export const OUT = 0;
export const NEGATIVE = 1;
export const POSITIVE = 2;
const KINDS = 3;

/** Rows that are negative at the same horizons and positive at none, ascending by score. */
export interface QuietGroup {
  /** Company of each row. */
  readonly rows: Uint32Array;
  /** Where they are negative. */
  readonly horizons: Uint8Array;
  /** By break: end of the rows below it, and of those at it. */
  readonly belowEnd: Uint32Array;
  readonly tiedEnd: Uint32Array;
}

/** Rows in the order of their scores; a break is a score at which some row is positive at some horizon. */
export interface RowPlan {
  readonly groups: readonly QuietGroup[];
  /** Companies of the rows that are positive at some horizon. */
  readonly events: Uint32Array;
  /** By break. */
  readonly eventsEnd: Uint32Array;
  /** By horizon, by event. */
  readonly states: readonly Uint8Array[];
}

/** Sorts rows by score and sets those apart that are positive at some horizon; rows that are out everywhere are left out. */
export function planRows(ranking: Ranking, company: Uint32Array, states: readonly Uint8Array[]): RowPlan {
  const kinds = kindsOf(ranking.ranks.length, states);
  const order = sortedByRank(ranking);
  const breaks = breaksOf(ranking, order, kinds);
  const quiet = [...new Set(kinds)].filter((kind) => kind !== EVENT && kind !== 0).sort();
  const rowsOf = (kind: number) => order.filter((row) => kinds[row] === kind);
  const endsOf = (rows: Uint32Array, inclusive: boolean) => endsAt(rows, ranking, breaks, inclusive);
  const events = rowsOf(EVENT);
  return {
    groups: quiet.map((kind) => {
      const rows = rowsOf(kind);
      return {
        rows: rows.map((row) => company[row]!),
        horizons: Uint8Array.from(states.keys()).filter((horizon) => stateIn(kind, horizon) === NEGATIVE),
        belowEnd: endsOf(rows, false),
        tiedEnd: endsOf(rows, true),
      };
    }),
    events: events.map((row) => company[row]!),
    eventsEnd: endsOf(events, true),
    states: states.map((state) => Uint8Array.from(events, (row) => state[row]!)),
  };
}

const EVENT = 255;

/** The states of each row at all horizons as one number; {@link EVENT} when it is positive at any. */
function kindsOf(rows: number, states: readonly Uint8Array[]): Uint8Array {
  const kinds = new Uint8Array(rows);
  for (const [horizon, state] of states.entries()) {
    const place = KINDS ** horizon;
    for (let row = 0; row < rows; row += 1) {
      if (kinds[row] === EVENT) continue;
      if (state[row] === POSITIVE) kinds[row] = EVENT;
      else kinds[row]! += state[row]! * place;
    }
  }
  return kinds;
}

function stateIn(kind: number, horizon: number): number {
  return Math.floor(kind / KINDS ** horizon) % KINDS;
}

/** Rows in ascending order of rank (counting sort). */
function sortedByRank({ ranks, distinct }: Ranking): Uint32Array {
  const next = new Uint32Array(distinct + 1);
  for (let row = 0; row < ranks.length; row += 1) next[ranks[row]! + 1]! += 1;
  for (let rank = 0; rank < distinct; rank += 1) next[rank + 1]! += next[rank]!;
  const order = new Uint32Array(ranks.length);
  for (let row = 0; row < ranks.length; row += 1) order[next[ranks[row]!]!++] = row;
  return order;
}

/** Ranks at which there is an event, ascending. */
function breaksOf({ ranks }: Ranking, order: Uint32Array, kinds: Uint8Array): Uint32Array {
  const events = order.filter((row) => kinds[row] === EVENT).map((row) => ranks[row]!);
  return events.filter((rank, index) => rank !== events[index - 1]);
}

/** By break, how many of these ascending rows are below it (and at it). */
function endsAt(rows: Uint32Array, { ranks }: Ranking, breaks: Uint32Array, inclusive: boolean): Uint32Array {
  let end = 0;
  return breaks.map((rank) => {
    const limit = inclusive ? rank + 1 : rank;
    while (end < rows.length && ranks[rows[end]!]! < limit) end += 1;
    return end;
  });
}
