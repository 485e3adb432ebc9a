import { jsonReply, type Reply } from '../http/reply.ts';
import { type Row } from '../query/soql.ts';

export const DATA_PATH = '/services/data/v64.0';

/** An error as the REST API words it: always a list. */
export function refusal(status: number, errorCode: string, message: string): Reply {
  return jsonReply(status, [{ message, errorCode }]);
}

/** The vendor's answer to a fault of its own, or to one request too many. */
export function faultReply(status: number): Reply {
  if (status === 429) return refusal(503, 'SERVER_UNAVAILABLE', 'Too many requests are under way.');
  return refusal(status, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred.');
}

/** A row with the asked fields, as REST shows it: instants with a numeric offset, and what it is. */
export function restRecord(object: string, row: Row, fields: readonly string[]): Record<string, unknown> {
  const attributes = { type: object, url: `${DATA_PATH}/sobjects/${object}/${String(row.Id)}` };
  return { attributes, ...Object.fromEntries(fields.map((field) => [field, restValue(row[field] ?? null)])) };
}

function restValue(value: Row[string]): Row[string] {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T.*Z$/.test(value)
    ? value.replace(/Z$/, '+0000')
    : value;
}

/** Rows as a result of the Bulk API: CSV, everything in quotes, nulls empty. */
export function csvOf(rows: readonly Row[], fields: readonly string[]): string {
  const quoted = (value: Row[string]) => `"${value === null ? '' : String(value).replaceAll('"', '""')}"`;
  const lines = [fields.map(quoted), ...rows.map((row) => fields.map((field) => quoted(row[field] ?? null)))];
  return lines.map((cells) => `${cells.join(',')}\n`).join('');
}
