import { literal } from '../datasets/sql.ts';
import { type CountedEvents, integrationProperties } from '../events/user-days.ts';
import { DOMAIN_ACCOUNT } from '../identity/domains.ts';
import { type EventMapping } from './mapping.ts';

/** Why a line of an export is set aside. */
export const FAULTS = {
  unreadable: 'not-an-object',
  event: 'amplitude.event',
  time: 'amplitude.time',
  groups: 'amplitude.groups',
  user: 'amplitude.user',
  account: 'amplitude.account',
} as const;
export type Fault = keyof typeof FAULTS;

/** Longest event line. DuckDB reserves sixteen times this; Amplitude's own limit for an event is far below. */
const MAX_LINE_BYTES = 4 * 1024 ** 2;

/** Type `JSON` keeps whether a value was text; `VARCHAR` takes any scalar as text. */
const COLUMNS = `{
  uuid: 'VARCHAR', "$insert_id": 'VARCHAR', event_time: 'VARCHAR', server_upload_time: 'VARCHAR',
  event_type: 'JSON', user_id: 'JSON', device_id: 'JSON',
  groups: 'JSON', group_properties: 'JSON', user_properties: 'JSON', event_properties: 'JSON' }`;

/**
 * Reads an NDJSON file of events into the temporary table `event`, nothing left out: one row for the events of one
 * name by one user on one day. `fault` says why a row does not count. `chunk` is the upload day, kept inside the
 * days asked for. Nothing wider is kept of an event than what is grouped by: copying text is what costs here.
 */
export function readEventsSql(
  file: string,
  days: { from: string; to: string },
  groupType: string,
  mapping: EventMapping,
): string {
  const group = `$."${groupType}"`;
  const account = firstOf([
    `nullif(groups->>${literal(`${group}[0]`)}, '')`,
    `nullif(nullif(groups->>${literal(group)}, ''), '[]')`,
    ...mapping.accountProperties.map(propertySql),
    `${literal(DOMAIN_ACCOUNT)} || nullif(lower(trim(split_part(email, '@', 2))), '')`,
  ]);
  const integrations = integrationProperties(mapping).map(
    (property, place) => `${propertySql(`event_properties.${property}`)} AS integration${place},`,
  );
  return `
    CREATE OR REPLACE TEMP TABLE event AS
    WITH line AS (
      SELECT * FROM read_json(${literal(file)}, format = 'newline_delimited', ignore_errors = true,
        maximum_object_size = ${MAX_LINE_BYTES}, columns = ${COLUMNS})
    ), part AS (
      SELECT *,
        ${timeSql('event_time')}::DATE AS day,
        ${timeSql('server_upload_time')}::DATE AS uploaded,
        coalesce(${idSql('user_id')}, ${idSql('device_id')}) AS "user",
        nullif(groups, 'null') AS stated,
        ${firstOf(mapping.emailProperties.map(propertySql))} AS email
      FROM line
    ), fact AS (
      SELECT *, ${account} AS account FROM part
    ), judged AS (
      SELECT *,
        coalesce(nullif(uuid, ''), device_id::VARCHAR || ' ' || "$insert_id") AS identity,
        CASE
          WHEN uuid IS NULL AND event_type IS NULL AND event_time IS NULL AND user_id IS NULL AND device_id IS NULL
            THEN 'unreadable'
          WHEN NOT coalesce(starts_with(event_type, '"'), false) OR event_type = '""' THEN 'event'
          WHEN day IS NULL THEN 'time'
          WHEN NOT coalesce(starts_with(stated, '{'), true) THEN 'groups'
          WHEN "user" IS NULL THEN 'user'
          WHEN account IS NULL THEN 'account'
        END AS fault
      FROM fact
    )
    SELECT
      least(greatest(coalesce(uploaded, day), ${literal(days.from)}::DATE), ${literal(days.to)}::DATE) AS chunk,
      day,
      account,
      "user",
      event_type::VARCHAR AS event,
      ${integrations.join(' ')}
      email,
      fault,
      count(*) AS events,
      list(hash(identity)) FILTER (identity IS NOT NULL) AS identities,
      list(identity) FILTER (fault IS NOT NULL) AS ids,
      any_value(group_properties::VARCHAR) AS properties
    FROM judged GROUP BY ALL`;
}

/**
 * UTC. Exports write `2026-11-02 23:30:00.500000`; only a time with an explicit offset, which no export is known to
 * have, needs the slower type.
 */
function timeSql(column: string): string {
  return `CASE WHEN strlen(${column}) = 26 AND ${column}[-5:-5] >= '0' THEN TRY_CAST(${column} AS TIMESTAMP)
    WHEN strlen(${column}) > 20 AND (${column}[-6:-6] IN ('+', '-') OR ${column}[-5:-5] IN ('+', '-'))
    THEN make_timestamp(epoch_us(TRY_CAST(${column} AS TIMESTAMPTZ))) ELSE TRY_CAST(${column} AS TIMESTAMP) END`;
}

/** A user or device id is text or a number; the JSON text of it is unescaped when the rows are grouped. */
function idSql(column: string): string {
  return `CASE WHEN NOT starts_with(${column}, '{') AND NOT starts_with(${column}, '[')
    AND ${column} NOT IN ('""', 'null') THEN ${column}::VARCHAR END`;
}

function propertySql(path: string): string {
  const [column, ...keys] = path.split('.');
  return `nullif(${column}->>${jsonPath(keys)}, '')`;
}

function jsonPath(keys: readonly string[]): string {
  return literal(`$${keys.map((key) => `."${key}"`).join('')}`);
}

function firstOf(expressions: readonly string[]): string {
  return expressions.length === 0 ? 'NULL::VARCHAR' : `coalesce(${expressions.join(', ')}, NULL)`;
}

export const COUNT_READ_SQL = `SELECT coalesce(sum(events), 0) FROM event`;

/** Takes off the events whose identity an earlier one has, by upload; an event without identity is its own. */
export const DROP_DUPLICATES_SQL = `
  UPDATE event SET events = events - repeated
  FROM (
    WITH each AS (
      SELECT rowid AS place, chunk, unnest(identities) AS identity FROM event
    ), twice AS (
      SELECT identity FROM each GROUP BY identity HAVING count(*) > 1
    )
    SELECT place, count(*) AS repeated
    FROM (
      SELECT place, row_number() OVER (PARTITION BY identity ORDER BY chunk, place) AS nth
      FROM each SEMI JOIN twice USING (identity)
    )
    WHERE nth > 1 GROUP BY place
  ) AS surplus
  WHERE event.rowid = surplus.place`;

export const EMAIL_ACCOUNTS_SQL = `
  SELECT DISTINCT account FROM event WHERE fault IS NULL AND starts_with(account, ${literal(DOMAIN_ACCOUNT)})`;

/** Sets aside the events of the accounts in the JSON list `$1`. */
export const REFUSE_ACCOUNTS_SQL = `
  UPDATE event SET fault = 'account' WHERE account IN (SELECT unnest(from_json($1, '["VARCHAR"]')))`;

/** What counts; all that follows works on these. */
export const COUNTED_SQL = `
  CREATE OR REPLACE TEMP VIEW counted AS SELECT * FROM event WHERE fault IS NULL AND events > 0`;

/** The view `counted`; names and users are JSON text in it. */
export function countedEvents(mapping: EventMapping): CountedEvents {
  const places = integrationProperties(mapping).map((_, place) => `WHEN ${place} THEN integration${place}`);
  return {
    from: 'counted',
    user: `CASE WHEN starts_with("user", '"') THEN "user"::JSON->>'$' ELSE "user" END`,
    nameOf: (stored) => String(JSON.parse(stored)),
    integration: places.length === 0 ? 'NULL::VARCHAR' : `CASE integration ${places.join(' ')} END`,
  };
}

/** `$1`: how many e-mail addresses an account needs at most. */
export const ACCOUNTS_SQL = `
  SELECT account, list_sort(list(DISTINCT email))[1:$1::INTEGER] AS emails,
    max({ day: day, properties: properties }) FILTER (WHERE properties NOT IN ('{}', 'null')) AS latest
  FROM counted GROUP BY account ORDER BY account`;

/** `$1`: how many record ids a kind of fault needs at most. */
export const FAULTS_SQL = `
  SELECT fault, sum(events)::INTEGER AS events, list_sort(flatten(list(ids)))[1:$1::INTEGER] AS ids
  FROM event WHERE fault IS NOT NULL AND events > 0 GROUP BY fault ORDER BY fault`;

/** Uuids of lines that are no JSON, as far as the rest of the line still shows one. `$1`: at most so many. */
export function brokenLinesSql(file: string): string {
  return `
    SELECT nullif(regexp_extract(line, '"uuid"\\s*:\\s*"([^"]{1,100})"', 1), '') AS id
    FROM read_csv(${literal(file)}, columns = { 'line': 'VARCHAR' }, delim = E'\\x01', quote = '', escape = '',
      header = false, auto_detect = false, ignore_errors = true, null_padding = true, strict_mode = false,
      max_line_size = ${MAX_LINE_BYTES})
    WHERE NOT json_valid(line) OR json_type(line) <> 'OBJECT' LIMIT $1`;
}
