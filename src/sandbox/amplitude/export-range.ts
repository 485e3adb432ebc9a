/** What an export asks for: first and last hour, both included, as hours since the epoch. */
export interface ExportRange {
  readonly from: number;
  readonly to: number;
}

const LONGEST_HOURS = 365 * 24;

function hourOf(text: string | null): number | null {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})$/.exec(text ?? '');
  if (match === null) return null;
  const [, year, month, day, hour] = match.map(Number);
  const instant = Date.parse(`${match[1]}-${match[2]}-${match[3]}T${match[4]}:00:00Z`);
  if (Number.isNaN(instant)) return null;
  const date = new Date(instant);
  const exists =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() + 1 === month &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour;
  return exists ? instant / 3_600_000 : null;
}

/** The hours of `start` and `end` (`YYYYMMDDTHH`), or why they are refused. */
export function parseExportRange(query: URLSearchParams): ExportRange | { readonly error: string } {
  const from = hourOf(query.get('start'));
  const to = hourOf(query.get('end'));
  if (from === null) return { error: 'Invalid start: expected YYYYMMDDTHH' };
  if (to === null) return { error: 'Invalid end: expected YYYYMMDDTHH' };
  if (to < from) return { error: 'Invalid range: end is before start' };
  if (to - from + 1 > LONGEST_HOURS) return { error: 'Invalid range: the maximum period is 365 days' };
  return { from, to };
}
