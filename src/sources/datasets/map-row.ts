import { currencyCode } from '../../model/currency.ts';
import { sourceRecord, type SourceRecord } from '../../model/record.ts';
import { type Quarantined } from '../../model/source.ts';
import { type Mapped, setAside } from '../mapped.ts';
import { type RowsDataset } from './dataset.ts';
import { say } from '../../model/messages/message.ts';

/** Values by field, as a file or a driver gives them: text, numbers, dates. */
export type FieldRow = Readonly<Record<string, unknown>>;

const NUMBERS = new Set(
  'amount seats monthlyAmount termMonths score sentiment progress value cost change'.split(' '),
);
const FLAGS = new Set(['autoRenew', 'trial', 'review', 'dedicated']);
const LISTS = new Set(['contactIds']);
const INSTANT = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}/;
const ZONE = /(Z|[+-]\d{2}(:?\d{2})?)$/;
/** Of a text in place of a currency. */
const LONGEST_SHOWN = 40;

/** What a record needs and a mapping seldom has; everything else that is absent is null. */
const DEFAULTS: Readonly<Record<string, FieldRow>> = {
  subscription: { trial: false, autoRenew: true, termMonths: 1 },
  contact: { role: 'member' },
  meeting: { title: '', review: false, contactIds: [] },
  deal: { name: '', dealType: 'other' },
  interaction: { method: 'other' },
};
const NULLABLE = [
  'paidAt seats monthlyAmount endedAt canceledAt currentPeriodEnd email name leftAt outcome closedAt amount',
  'sentiment topic answeredAt contactId dueAt doneAt dedicated',
]
  .join(' ')
  .split(' ');
const NOTHING: FieldRow = Object.fromEntries(NULLABLE.map((name) => [name, null]));

/** A row of a dataset as an account or a record; set aside with its id when it does not fit. */
export function mapRow(dataset: RowsDataset, row: FieldRow, deleted: boolean): Mapped {
  if (dataset.kind === 'accounts') return deleted ? {} : mapAccount(dataset.name, row);
  const { kind, name } = dataset;
  const id = textOf(row.id);
  if (deleted && id !== null) return { deleted: [{ kind, id }] };
  const given = Object.entries(row).flatMap(([field, value]) => {
    const read = readValue(field, value);
    return read === null ? [] : [[field, read] as const];
  });
  const parsed = sourceRecord.safeParse({
    ...NOTHING,
    ...DEFAULTS[kind],
    ...Object.fromEntries(given),
    kind,
  });
  if (!parsed.success) return setAside(name, id, parsed.error);
  return { records: [parsed.data], quarantined: notesOn(name, parsed.data) };
}

function notesOn(stream: string, record: SourceRecord): Quarantined[] {
  if (!('currency' in record) || currencyCode(record.currency) !== null) return [];
  const currency = record.currency.slice(0, LONGEST_SHOWN);
  return [{ stream, recordId: record.id, reason: say('record.currency', { currency }) }];
}

function mapAccount(stream: string, row: FieldRow): Mapped {
  const externalId = textOf(row.externalId);
  if (externalId === null) return { quarantined: [{ stream, recordId: null, reason: say('account.id') }] };
  const listed = (value: unknown) =>
    textOf(value)
      ?.split(/[;,\s]+/)
      .filter((each) => each !== '') ?? [];
  return {
    accounts: [
      {
        externalId,
        name: textOf(row.name),
        domains: listed(row.domain),
        emails: listed(row.email),
        hubspotCompanyId: textOf(row.companyId),
      },
    ],
  };
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** Files hold text, databases types; a value that cannot be read stays what it is, for the validation to name. */
function readValue(field: string, value: unknown): unknown {
  if (value === null || value === undefined || value === '') return null;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return NUMBERS.has(field) ? Number(value) : String(value);
  if (typeof value === 'number') return NUMBERS.has(field) ? value : String(value);
  if (typeof value !== 'string') return value;
  if (NUMBERS.has(field))
    return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
  if (FLAGS.has(field))
    return /^(true|t|1|yes)$/i.test(value) ? true : /^(false|f|0|no)$/i.test(value) ? false : value;
  if (LISTS.has(field))
    return value
      .split(/[;,]/)
      .map((each) => each.trim())
      .filter((each) => each !== '');
  return INSTANT.test(value) ? isoInstant(value) : value;
}

/** A date-time as ISO 8601; one without a zone is UTC. */
function isoInstant(text: string): string {
  const iso = text.trim().replace(' ', 'T');
  const time = Date.parse(ZONE.test(iso) ? iso.replace(/([+-]\d{2})$/, '$1:00') : `${iso}Z`);
  return Number.isNaN(time) ? text : new Date(time).toISOString();
}
