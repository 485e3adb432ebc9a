import { type Dataset } from '../datasets/dataset.ts';
import { quoted } from '../datasets/sql.ts';

/** Table with its schema, quoted. */
export function tableSql({ table = '' }: Dataset): string {
  return table.split('.').map(quoted).join('.');
}

const DAY_OF_MONTH = '(0[1-9]|1[0-9]|2[0-8])';
/** Days that exist, leap days included: a cast fails on all others. In POSIX syntax, which every such database knows. */
const EXISTING_DAY = [
  `[12][0-9]{3}-(0[1-9]|1[0-2])-${DAY_OF_MONTH}`,
  '[12][0-9]{3}-(0[13-9]|1[0-2])-(29|30)',
  '[12][0-9]{3}-(0[13578]|1[02])-31',
  '[12][0-9](0[48]|[2468][048]|[13579][26])-02-29',
  '(1[26]|2[048])00-02-29',
].join('|');
const CLOCK = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?';
const ZONE = ' ?(Z|UTC|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)';
const INSTANT = `^(${EXISTING_DAY})([ T]${CLOCK}(${ZONE})?)?$`;

/** A column of texts as instants; null where the text is none, so that one such row fails no question. */
export function instantOfText(column: string): string {
  return `CASE WHEN ${column} ~ '${INSTANT}' THEN CAST(${column} AS TIMESTAMP WITH TIME ZONE) END`;
}

/** `pg_type.oid` of char, varchar, text, name and of literals. */
const TEXT_TYPES = new Set([18, 19, 25, 705, 1042, 1043]);

export function isText(type: number | undefined): boolean {
  return type !== undefined && TEXT_TYPES.has(type);
}

/** A column of times; the connection's zone is UTC, so that one without a zone is in UTC. */
export function instant(column: string): string {
  return `CAST(${column} AS TIMESTAMP WITH TIME ZONE)`;
}
