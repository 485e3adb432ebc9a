import { z } from 'zod';
import { isoDate } from '../../model/fields.ts';
import { type RecordKind } from '../../model/record.ts';
import { type Mapped } from '../mapped.ts';
import { FIELD_MESSAGES } from '../../model/messages/fields.ts';

/** One type of Salesforce object: what is read of it and what it becomes. */
export interface ObjectKind {
  readonly name: string;
  readonly object: string;
  readonly fields: readonly string[];
  /** Kind of its records, to delete them; null when it makes none. */
  readonly recordKind: RecordKind | null;
  /** Whether rows that were last changed before the first day of the pull matter too. */
  readonly wholeHistory: boolean;
  readonly schema: z.ZodType;
  map(row: unknown): Mapped;
}

/** REST answers `+0000`, bulk results `Z`; one notation makes them comparable. */
export const instant = isoDate.transform((text) => new Date(text).toISOString());
const day = z.iso.date();
const text = z.string().nullish();
/** With 15 characters or, made safe against changes of case, with 18. */
export const salesforceId = z
  .string()
  .regex(/^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/, FIELD_MESSAGES['field.salesforce-id'].en);
const optionalId = salesforceId.nullish();
/** Bulk results are CSV: everything is text there. */
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')]);
const amount = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d+(\.\d+)?(E\d+)?$/)
      .transform(Number),
  ])
  .nullish();

/** Ids of contacts begin with this; the other people a task can be with are leads. */
const CONTACT_PREFIX = '003';
const REVIEW = /QBR|business review|revisión de negocio/i;

/** @param companyIdField custom field of Account with the HubSpot company id, if the org has one */
export function objectKinds(companyIdField: string | null): readonly ObjectKind[] {
  return [accounts(companyIdField), contacts(), opportunities(), tasks(), events()];
}

function accounts(companyIdField: string | null): ObjectKind {
  const schema = z.looseObject({ Id: salesforceId, Name: text, Website: text });
  return kind({
    name: 'accounts',
    object: 'Account',
    fields: ['Name', 'Website', ...(companyIdField === null ? [] : [companyIdField])],
    recordKind: null,
    wholeHistory: true,
    schema,
    become: (row) => ({
      accounts: [
        {
          externalId: row.Id,
          name: row.Name ?? null,
          domains: row.Website ? [row.Website] : [],
          emails: [],
          hubspotCompanyId: companyIdField === null ? null : statedId(row[companyIdField]),
          salesforceAccountId: row.Id,
          states: ['hubspotCompanyId', 'domains'],
        },
      ],
    }),
  });
}

/** A number field answers a number, a text field text. */
function statedId(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const stated = String(value).trim();
  return stated === '' ? null : stated;
}

/** Contacts say what e-mail addresses an account's people have; they also become people of the relationship. */
function contacts(): ObjectKind {
  return kind({
    name: 'contacts',
    object: 'Contact',
    fields: ['AccountId', 'Name', 'Email', 'CreatedDate'],
    recordKind: 'contact',
    wholeHistory: true,
    schema: z.object({
      Id: salesforceId,
      AccountId: optionalId,
      Name: text,
      Email: text,
      CreatedDate: instant,
    }),
    become: (row) => {
      if (!row.AccountId) return gone('contact', row.Id);
      const accountId = row.AccountId;
      const email = row.Email ?? null;
      const account = { externalId: accountId, name: null, domains: [], hubspotCompanyId: null };
      return {
        accounts: email === null ? [] : [{ ...account, emails: [email] }],
        records: [
          {
            kind: 'contact',
            id: row.Id,
            accountId,
            createdAt: row.CreatedDate,
            email,
            name: row.Name ?? null,
            role: 'member',
            leftAt: null,
          },
        ],
      };
    },
  });
}

const DEAL_TYPES: readonly (readonly [RegExp, 'new' | 'expansion' | 'renewal' | 'contraction'])[] = [
  [/renew/i, 'renewal'],
  [/downgrade|contraction|reduction/i, 'contraction'],
  [/existing|upgrade|expansion|add.?on|upsell|cross.?sell/i, 'expansion'],
  [/new/i, 'new'],
];

function opportunities(): ObjectKind {
  return kind({
    name: 'opportunities',
    object: 'Opportunity',
    fields: ['AccountId', 'Name', 'Type', 'Amount', 'CloseDate', 'IsClosed', 'IsWon', 'CreatedDate'],
    recordKind: 'deal',
    wholeHistory: false,
    schema: z.object({
      Id: salesforceId,
      AccountId: optionalId,
      Name: text,
      Type: text,
      Amount: amount,
      CloseDate: day.nullish(),
      IsClosed: flag,
      IsWon: flag,
      CreatedDate: instant,
    }),
    become: (row) => {
      if (!row.AccountId) return gone('deal', row.Id);
      const type = row.Type ?? '';
      return {
        records: [
          {
            kind: 'deal',
            id: row.Id,
            accountId: row.AccountId,
            createdAt: row.CreatedDate,
            // On an open opportunity the close date is a hope.
            closedAt: row.IsClosed ? (row.CloseDate ?? null) : null,
            name: row.Name ?? '',
            dealType: DEAL_TYPES.find(([pattern]) => pattern.test(type))?.[1] ?? 'other',
            amount: row.Amount ?? null,
            outcome: row.IsWon ? 'won' : row.IsClosed ? 'lost' : 'open',
          },
        ],
      };
    },
  });
}

/**
 * Calls that were logged as done. Other tasks are to-dos of our own and mails, of which a task does not say who wrote
 * them: a mailing to everybody is one for each.
 */
function tasks(): ObjectKind {
  return kind({
    name: 'tasks',
    object: 'Task',
    fields: ['AccountId', 'WhoId', 'TaskSubtype', 'IsClosed', 'ActivityDate', 'CompletedDateTime'],
    recordKind: 'interaction',
    wholeHistory: false,
    schema: z.object({
      Id: salesforceId,
      AccountId: optionalId,
      WhoId: optionalId,
      TaskSubtype: text,
      IsClosed: flag,
      ActivityDate: day.nullish(),
      CompletedDateTime: instant.nullish(),
    }),
    become: (row) => {
      const at = row.CompletedDateTime ?? row.ActivityDate;
      const isCall = row.TaskSubtype === 'Call';
      if (!row.AccountId || !row.IsClosed || !isCall || !at) return gone('interaction', row.Id);
      const contactId = row.WhoId?.startsWith(CONTACT_PREFIX) ? row.WhoId : null;
      return {
        records: [
          { kind: 'interaction', id: row.Id, accountId: row.AccountId, at, method: 'call', contactId },
        ],
      };
    },
  });
}

/**
 * Calendar entries with the customer. Salesforce keeps no outcome: who cancels deletes the entry, so that one
 * that is still there counts as held once its time has come.
 */
function events(): ObjectKind {
  return kind({
    name: 'events',
    object: 'Event',
    fields: ['AccountId', 'WhoId', 'Subject', 'StartDateTime'],
    recordKind: 'meeting',
    wholeHistory: false,
    schema: z.object({
      Id: salesforceId,
      AccountId: optionalId,
      WhoId: optionalId,
      Subject: text,
      StartDateTime: instant.nullish(),
    }),
    become: (row) => {
      if (!row.AccountId || !row.StartDateTime) return gone('meeting', row.Id);
      const title = row.Subject ?? '';
      return {
        records: [
          {
            kind: 'meeting',
            id: row.Id,
            accountId: row.AccountId,
            at: row.StartDateTime,
            title,
            review: REVIEW.test(title),
            outcome: 'completed',
            contactIds: row.WhoId?.startsWith(CONTACT_PREFIX) ? [row.WhoId] : [],
          },
        ],
      };
    },
  });
}

/** A row that says nothing, or no longer does: what it was read as before is deleted. */
function gone(recordKind: RecordKind, id: string): Mapped {
  return { deleted: [{ kind: recordKind, id }] };
}

interface Definition<Schema extends z.ZodType> extends Omit<ObjectKind, 'schema' | 'map'> {
  readonly schema: Schema;
  readonly become: (row: z.output<Schema>) => Mapped;
}

/** Hides the type of the rows, so that kinds of different objects fit into one list. */
function kind<Schema extends z.ZodType>({ become, ...definition }: Definition<Schema>): ObjectKind {
  return { ...definition, map: (row) => become(row as z.output<Schema>) };
}
