import { type EventMapping } from './mapping.ts';
import { patternSource } from './patterns.ts';

/** Why a line of an export is set aside; the text is what people read. */
export const FAULTS = {
  unreadable: 'not a JSON object',
  event: 'event_type is missing or not text',
  time: 'event_time is missing or not a time',
  groups: 'groups is not an object',
  user: 'neither user_id nor device_id is text',
  account: 'no account: no group, no account property, no company e-mail address',
} as const;
export type Fault = keyof typeof FAULTS;

/** Separates the parts of a list that leaves DuckDB as one text; cannot occur in a JSON string unescaped. */
export const LIST_SEPARATOR = '\u001f';

/** Longest event line. DuckDB reserves sixteen times this; Amplitude's own limit for an event is far below. */
const MAX_LINE_BYTES = 4 * 1024 ** 2;

/** Type `JSON` keeps whether a value was text; `VARCHAR` takes any scalar as text. */
const COLUMNS = `{
  uuid: 'VARCHAR', "$insert_id": 'VARCHAR', event_time: 'VARCHAR', server_upload_time: 'VARCHAR',
  event_type: 'JSON', user_id: 'JSON', device_id: 'JSON',
  groups: 'JSON', group_properties: 'JSON', user_properties: 'JSON', event_properties: 'JSON' }`;

/**
 * Reads an NDJSON file of events into the temporary table `event`, one row a line, nothing left out: `fault`
 * says why a row does not count. `chunk` is the upload day, kept inside the days asked for.
 */
export function readEventsSql(
  file: string,
  days: { from: string; to: string },
  groupType: string,
  mapping: EventMapping,
): string {
  const group = `$."${groupType}"`;
  const email = firstOf(mapping.emailProperties.map(propertySql));
  const account = firstOf([
    `nullif(groups->>${literal(`${group}[0]`)}, '')`,
    `nullif(nullif(groups->>${literal(group)}, ''), '[]')`,
    ...mapping.accountProperties.map(propertySql),
    `'domain:' || nullif(lower(trim(split_part(email, '@', 2))), '')`,
  ]);
  return `
    CREATE OR REPLACE TEMP TABLE event AS
    WITH line AS (
      SELECT * FROM read_json(${literal(file)}, format = 'newline_delimited', ignore_errors = true,
        maximum_object_size = ${MAX_LINE_BYTES}, columns = ${COLUMNS})
    ), part AS (
      SELECT *,
        ${timeSql('event_time')} AS happened_at,
        ${timeSql('server_upload_time')} AS uploaded_at,
        coalesce(${idSql('user_id')}, ${idSql('device_id')}) AS "user",
        nullif(groups, 'null') AS stated,
        ${email} AS email
      FROM line
    ), fact AS (
      SELECT *, ${account} AS account FROM part
    )
    SELECT
      coalesce(nullif(uuid, ''), device_id::VARCHAR || ' ' || "$insert_id") AS identity,
      least(greatest(coalesce(uploaded_at, happened_at)::DATE, ${literal(days.from)}::DATE), ${literal(days.to)}::DATE) AS chunk,
      happened_at::DATE AS day,
      account,
      "user",
      event_type::VARCHAR AS event,
      ${integrationSql(mapping)} AS integration,
      email,
      group_properties,
      CASE
        WHEN uuid IS NULL AND event_type IS NULL AND event_time IS NULL AND user_id IS NULL AND device_id IS NULL
          THEN 'unreadable'
        WHEN NOT coalesce(starts_with(event_type, '"'), false) OR event_type = '""' THEN 'event'
        WHEN happened_at IS NULL THEN 'time'
        WHEN NOT coalesce(starts_with(stated, '{'), true) THEN 'groups'
        WHEN "user" IS NULL THEN 'user'
        WHEN account IS NULL THEN 'account'
      END AS fault
    FROM fact`;
}

/** UTC; only a time with an explicit offset, which no export is known to have, needs the slower type. */
function timeSql(column: string): string {
  return `CASE WHEN strlen(${column}) > 20 AND ${column}[-6:-5] SIMILAR TO '.*[+-].*'
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

function integrationSql(mapping: EventMapping): string {
  const cases = mapping.integrations.map((rule) => {
    const fits = `regexp_matches(event_type, ${quotedPattern([rule.event])}, 'is')`;
    const unfit =
      rule.except.length === 0
        ? ''
        : ` AND NOT regexp_matches(event_type, ${quotedPattern(rule.except)}, 'is')`;
    return `WHEN ${fits}${unfit} THEN nullif(event_properties->>${jsonPath([rule.property])}, '')`;
  });
  return cases.length === 0 ? 'NULL::VARCHAR' : `CASE ${cases.join(' ')} END`;
}

/** Patterns for event names as they stand in the JSON text, in quotes. */
function quotedPattern(patterns: readonly string[]): string {
  return literal(
    `^"(?:${patterns.map((pattern) => patternSource(JSON.stringify(pattern).slice(1, -1))).join('|')})"$`,
  );
}

function jsonPath(keys: readonly string[]): string {
  return literal(`$${keys.map((key) => `."${key}"`).join('')}`);
}

function firstOf(expressions: readonly string[]): string {
  return expressions.length === 0 ? 'NULL::VARCHAR' : `coalesce(${expressions.join(', ')}, NULL)`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Identities that occur more than once; usually none, which spares the costlier statement below. */
export const COUNT_DUPLICATES_SQL = `
  SELECT count(*) FROM (SELECT identity FROM event WHERE identity IS NOT NULL GROUP BY identity HAVING count(*) > 1)`;

/** Keeps the first row of each identity. */
export const DROP_DUPLICATES_SQL = `
  DELETE FROM event WHERE identity IS NOT NULL AND rowid NOT IN (SELECT min(rowid) FROM event GROUP BY identity)`;

export const EMAIL_ACCOUNTS_SQL = `
  SELECT DISTINCT account FROM event WHERE fault IS NULL AND starts_with(account, 'domain:')`;

/** Sets aside the events of the accounts in the JSON list `$1`. */
export const REFUSE_ACCOUNTS_SQL = `
  UPDATE event SET fault = 'account' WHERE account IN (SELECT unnest(from_json($1, '["VARCHAR"]')))`;

/** Events of one name by one user on one day; all that follows works on these. */
export const COUNT_EVENTS_SQL = `
  CREATE OR REPLACE TEMP TABLE daily AS
  SELECT chunk, day, account, "user", event, integration, count(*) AS events,
    max(email) AS email, max(group_properties::VARCHAR) AS properties
  FROM event WHERE fault IS NULL GROUP BY ALL`;

export const EVENT_NAMES_SQL = `SELECT DISTINCT event FROM daily`;

/** `$1`: JSON list of what each event name counts as. */
export const CLASSES_SQL = `
  CREATE OR REPLACE TEMP TABLE class AS
  SELECT unnest(from_json($1::VARCHAR,
    '[{"event":"VARCHAR","activity":"INTEGER","started":"INTEGER","completed":"INTEGER","feature":"VARCHAR"}]'), recursive := true)`;

/**
 * One JSON text a user day: reading values one by one takes JavaScript three times as long. The lists come in any
 * order and with repetitions; sorting them here costs more than the whole rest of the statement.
 */
export const USER_DAYS_SQL = `
  SELECT json_array(chunk, day, account, "user", events, started, completed, features, integrations, email)::VARCHAR
  FROM (
    SELECT chunk, day, account,
      CASE WHEN starts_with("user", '"') THEN "user"::JSON->>'$' ELSE "user" END AS "user",
      sum(events * activity)::INTEGER AS events,
      sum(events * started)::INTEGER AS started, sum(events * completed)::INTEGER AS completed,
      string_agg(feature, '${LIST_SEPARATOR}') AS features,
      string_agg(integration, '${LIST_SEPARATOR}') AS integrations,
      max(email) AS email
    FROM daily JOIN class USING (event)
    GROUP BY ALL)
  ORDER BY chunk, day, account, "user"`;

/** `$1`: how many e-mail addresses an account needs at most. */
export const ACCOUNTS_SQL = `
  SELECT account, list_sort(list(DISTINCT email))[1:$1::INTEGER] AS emails,
    max({ day: day, properties: properties }) FILTER (WHERE properties NOT IN ('{}', 'null')) AS latest
  FROM daily GROUP BY account ORDER BY account`;

/** `$1`: how many record ids a kind of fault needs at most. */
export const FAULTS_SQL = `
  SELECT fault, count(*)::INTEGER AS events, list_sort(list(identity))[1:$1::INTEGER] AS ids
  FROM event WHERE fault IS NOT NULL GROUP BY fault ORDER BY fault`;

/** Uuids of lines that are no JSON, as far as the rest of the line still shows one. `$1`: at most so many. */
export function brokenLinesSql(file: string): string {
  return `
    SELECT nullif(regexp_extract(line, '"uuid"\\s*:\\s*"([^"]{1,100})"', 1), '') AS id
    FROM read_csv(${literal(file)}, columns = { 'line': 'VARCHAR' }, delim = E'\\x01', quote = '', escape = '',
      header = false, auto_detect = false, ignore_errors = true, null_padding = true, strict_mode = false,
      max_line_size = ${MAX_LINE_BYTES})
    WHERE NOT json_valid(line) OR json_type(line) <> 'OBJECT' LIMIT $1`;
}
