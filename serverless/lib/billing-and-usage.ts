import { AppError, toAppError } from '../../src/errors.ts';
import { type CardAnswer } from '../../src/model/card-actions.ts';
import { type Message, messageTexts, say } from '../../src/model/messages/message.ts';
import { type HealthBreakdown } from '../../src/model/breakdown.ts';
import { dayNumber, dayOf } from '../../src/model/day.ts';
import { type RecordKind, type RecordOf, type RecordsByKind } from '../../src/model/record.ts';
import { type CompanySignals } from '../../src/model/signals.ts';
import { type FreshSignals, type Section } from '../../src/scoring/engine/score-again.ts';
import { assembleBusiness } from '../../src/scoring/records/business.ts';
import { annualRevenue } from '../../src/scoring/records/revenue.ts';
import { seatsAt } from '../../src/scoring/records/seats.ts';
import { type AccountUsage, readAccountUsage } from '../../src/sources/mixpanel/account-usage.ts';
import { readCustomerBilling } from '../../src/sources/stripe/customer-billing.ts';

/** Leaves time for scoring and writing. */
const READ_MS = 5_500;

/** What usage of this kind tells: who was there when. What they did there is counted by the next run. */
const USAGE_INDICATORS = ['login-activity'];
const SEATS_INDICATOR = 'active-user-penetration';
const BILLING_INDICATORS = ['payment-behaviour', 'contract-commitment'];

export interface Reading {
  readonly fresh: FreshSignals;
  /** Sources that what is fresh comes from. */
  readonly read: readonly string[];
  /** Connected sources that were not read to their end, with the reason. */
  readonly incomplete: NonNullable<NonNullable<CardAnswer['done']>['incomplete']>;
  readonly arr: HealthBreakdown['arr'] | undefined;
  readonly renewsAt: string | null | undefined;
}

export interface ReadOptions {
  readonly now: Date;
  readonly env: Environment;
  /** Ends when the time of the function is over. */
  readonly signal: AbortSignal;
}

type Accounts = Readonly<Record<string, readonly string[]>>;
type Environment = Readonly<Record<string, string | undefined>>;

/** Sources a function can read for one company alone, by the secrets it was given. */
export function canRead(env: Environment): boolean {
  return Boolean(env['STRIPE_API_KEY']) || Boolean(env['MIXPANEL_SERVICE_ACCOUNT']);
}

/** Reads the billing and the usage of one company from the vendors, both at once, in the time a function has. */
export async function readBillingAndUsage(
  breakdown: HealthBreakdown,
  { now, env, signal: ofFunction }: ReadOptions,
): Promise<Reading> {
  const { sources, basis } = breakdown;
  const accounts: Accounts = basis?.accounts ?? {};
  const signal = AbortSignal.any([ofFunction, AbortSignal.timeout(READ_MS)]);
  const [billing, usage] = await Promise.all([
    attempt(() => billingOf(accounts['stripe'] ?? [], env, now, signal)),
    attempt(() => usageOf(accounts['mixpanel'] ?? [], basis?.usageSince ?? null, { env, now, signal })),
  ]);
  const outcomes: Readonly<Record<string, Message | null>> = {
    stripe: billing.reason,
    mixpanel: usage.reason,
  };
  const connected = Object.keys(sources).filter((id) => id !== 'hubspot-crm');
  const incomplete = connected.flatMap((source) => {
    const reason = source in outcomes ? (outcomes[source] ?? null) : ONLY_BY_RUN;
    return reason === null ? [] : [{ source, reason: messageTexts(reason) }];
  });
  const isWhole = (indicator: string) =>
    feeding(breakdown, indicator).every((source) => outcomes[source] === null);
  const { fresh, arr, renewsAt } = freshOf(billing.value, usage.value, isWhole, now);
  const counts: Readonly<Record<string, boolean>> = {
    stripe: billing.value !== null && fresh.sections.has('business'),
    mixpanel: usage.value !== null && fresh.sections.has('usage'),
  };
  return { fresh, arr, renewsAt, read: connected.filter((source) => counts[source]), incomplete };
}

/** Sources that feed an indicator of this company; every one that knows it, where that is not told. */
function feeding({ words, basis }: HealthBreakdown, indicator: string): string[] {
  const accounts: Accounts = basis?.accounts ?? {};
  const feeds = words?.indicators[indicator]?.sources ?? Object.keys(accounts);
  return feeds.filter((source) => source in accounts);
}

const ONLY_BY_RUN = say('function.only-by-run');

interface Attempt<Value> {
  readonly value: Value | null;
  /** null: read to the end. */
  readonly reason: Message | null;
}

async function attempt<Value>(read: () => Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { value: await read(), reason: null };
  } catch (error) {
    const { code, said } = toAppError(error);
    return {
      value: null,
      reason: code === 'cancelled' ? say('source.late', { seconds: READ_MS / 1000 }) : said,
    };
  }
}

async function billingOf(customerIds: readonly string[], env: Environment, now: Date, signal: AbortSignal) {
  const apiKey = required(env, 'STRIPE_API_KEY');
  if (customerIds.length === 0) throw noAccount(say('function.stripe-customer'));
  const config = { apiKey, baseUrl: env['STRIPE_BASE_URL'] };
  return byKind(await readCustomerBilling(config, { customerIds, now, signal }));
}

async function usageOf(
  accountIds: readonly string[],
  since: string | null,
  { env, now, signal }: { readonly env: Environment; readonly now: Date; readonly signal: AbortSignal },
) {
  const config = {
    baseUrl: env['MIXPANEL_BASE_URL'] ?? 'https://data.mixpanel.com',
    serviceAccount: required(env, 'MIXPANEL_SERVICE_ACCOUNT'),
    secret: required(env, 'MIXPANEL_SECRET'),
    projectId: required(env, 'MIXPANEL_PROJECT_ID'),
    timeZone: env['MIXPANEL_TIME_ZONE'],
    groupKey: env['MIXPANEL_GROUP_KEY'],
  };
  if (accountIds.length === 0 || since === null) throw noAccount(say('function.mixpanel-account'));
  return readAccountUsage(config, { accountIds, since, now, signal });
}

function required(env: Environment, name: string): string {
  const value = env[name];
  if (value) return value;
  throw new AppError('config-invalid', say('function.no-secret', { name }));
}

function noAccount(account: Message): AppError {
  return new AppError('not-found', say('function.no-account', { account }));
}

function byKind(records: Awaited<ReturnType<typeof readCustomerBilling>>): RecordsByKind {
  const grouped: { [Kind in RecordKind]?: RecordOf<RecordKind>[] } = {};
  for (const record of records) (grouped[record.kind] ??= []).push(record);
  return grouped as RecordsByKind;
}

/**
 * What was read, as far as it is all there is: where another source that was not read bills the company too, or sees its
 * users, half of it would pass for the whole.
 */
function freshOf(
  billing: RecordsByKind | null,
  usage: AccountUsage | null,
  isWhole: (indicator: string) => boolean,
  now: Date,
): Pick<Reading, 'fresh' | 'arr' | 'renewsAt'> {
  const asOf = dayNumber(dayOf(now.getTime()));
  const business =
    billing === null
      ? undefined
      : assembleBusiness(billing, { kinds: new Set(), exchange: null }, asOf, true);
  const seats = billing === null ? undefined : seatsAt(billing, asOf, true);
  const signals: CompanySignals = {
    companyId: '',
    business,
    usage: usage === null ? undefined : { ...usage, seats },
  };
  const indicators = [
    ...(billing === null ? [] : BILLING_INDICATORS),
    ...(usage === null ? [] : USAGE_INDICATORS),
    ...(billing === null || usage === null ? [] : [SEATS_INDICATOR]),
  ].filter(isWhole);
  const allBilling = billing !== null && BILLING_INDICATORS.every(isWhole);
  const sections: Section[] = [
    ...(allBilling ? ['business' as const] : []),
    ...(usage !== null && USAGE_INDICATORS.every(isWhole) ? ['usage' as const] : []),
  ];
  return {
    fresh: { signals, indicators: new Set(indicators), sections: new Set(sections) },
    arr: allBilling ? annualRevenue(billing, asOf, null) : undefined,
    renewsAt: allBilling ? business?.contract?.renewsAt : undefined,
  };
}
