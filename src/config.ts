import { z } from 'zod';
import { AppError } from './errors.ts';
import { LOCALES } from './model/bands.ts';
import { FOLLOW_UPS } from './model/follow-ups.ts';
import { LOSS_REASONS } from './model/loss-reason.ts';

/** Every environment variable the product reads, parsed once; `env` is an argument so that tests pass their own. */

const text = z.string().trim().min(1).optional();
const address = z.url({ protocol: /^https?$/, message: 'expected an http(s) address' }).optional();
const digits = z.string().regex(/^\d+$/, 'expected digits').optional();
const timeZone = z.string().refine(isTimeZone, 'expected an IANA time zone such as Europe/Madrid');
const list = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((value) =>
      value
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== ''),
    );
/** `none`, or some of the follow-ups. */
const followUps = list(FOLLOW_UPS.join(','))
  .transform((names) => (names.join() === 'none' ? [] : names))
  .pipe(z.array(z.enum(FOLLOW_UPS)));
/** `value=reason` pairs, the value as the company property has it; the values in lower case. */
const lossReasons = list('')
  .transform((pairs) =>
    pairs.map((pair) => {
      const end = pair.lastIndexOf('=');
      return [pair.slice(0, Math.max(0, end)).trim().toLowerCase(), pair.slice(end + 1).trim()];
    }),
  )
  .pipe(z.array(z.tuple([z.string().min(1, 'expected value=reason pairs'), z.enum(LOSS_REASONS)])))
  .transform((pairs) => Object.fromEntries(pairs));

const environment = z.object({
  PULSO_DATA_DIR: z.string().trim().min(1).default('.pulso'),
  DATABASE_URL: text,
  PULSO_LOCALE: z.enum(LOCALES).default('en'),
  PULSO_MODEL: z.string().trim().min(1).default('three-dimension'),
  PULSO_CUSTOMER_STAGES: list('customer,evangelist'),
  PULSO_MANAGER_OWNER_ID: text,
  PULSO_TASKS: z.enum(['app', 'workflow']).default('app'),
  PULSO_FOLLOW_UPS: followUps,
  PULSO_BACKFILL_DAYS: z.coerce.number().int().min(30).max(730).default(365),
  PULSO_SCHEDULE: z.string().trim().min(1).default('15 4 * * *'),
  PULSO_HOST: z.string().trim().min(1).default('127.0.0.1'),
  PULSO_PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PULSO_PUBLIC_URL: address,
  PULSO_ENCRYPTION_KEY: list(''),
  PULSO_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(2),
  PULSO_SCORE_PARTS: z.coerce.number().int().min(1).max(64).default(2),
  PULSO_QUEUE_BACKEND: z.enum(['postgres', 'cockroachdb', 'yugabytedb', 'citus']).default('postgres'),
  PULSO_HEARTBEAT_SECONDS: z.coerce.number().int().min(10).max(600).default(30),
  PULSO_REALTIME_SEGMENTS: list('enterprise'),
  PULSO_DEBOUNCE_SECONDS: z.coerce.number().int().min(0).max(3_600).default(15),
  PULSO_METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  PULSO_TRUST_LOCAL: z.enum(['auto', 'yes', 'no']).default('auto'),
  PULSO_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  PULSO_RATE_LIMIT: z.coerce.number().int().min(1).default(600),
  PULSO_PRIVATE_ADDRESSES: z.enum(['refuse', 'allow']).default('refuse'),
  PULSO_METRICS_TOKEN: text,
  PULSO_ALERT_WEBHOOK_URL: address,
  PULSO_ALERT_EMAIL_TO: text,
  PULSO_ALERT_EMAIL_FROM: text,
  PULSO_SMTP_URL: z.url({ protocol: /^smtps?$/, message: 'expected an smtp(s) address' }).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: address,
  PULSO_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),

  HUBSPOT_BASE_URL: address.default('https://api.hubapi.com'),
  HUBSPOT_ACCESS_TOKEN: text,
  HUBSPOT_PORTAL_ID: digits,
  HUBSPOT_CLIENT_ID: text,
  HUBSPOT_CLIENT_SECRET: text,
  HUBSPOT_AUTHORIZE_URL: address.default('https://app.hubspot.com/oauth/authorize'),
  HUBSPOT_CONTACT_LEFT_PROPERTY: z.string().trim().min(1).default('left_company_at'),
  HUBSPOT_CONTACT_ROLE_PROPERTY: z.string().trim().min(1).default('hs_buying_role'),
  HUBSPOT_LOSS_REASON_PROPERTY: z.string().trim().min(1).default('churn_reason'),
  HUBSPOT_LOSS_REASONS: lossReasons,

  AMPLITUDE_BASE_URL: address.default('https://amplitude.com'),
  AMPLITUDE_API_KEY: text,
  AMPLITUDE_SECRET_KEY: text,
  AMPLITUDE_GROUP_TYPE: z.string().trim().min(1).default('company'),
  AMPLITUDE_MAPPING: text,

  MIXPANEL_BASE_URL: address.default('https://data.mixpanel.com'),
  MIXPANEL_SERVICE_ACCOUNT: text,
  MIXPANEL_SECRET: text,
  MIXPANEL_PROJECT_ID: digits,
  MIXPANEL_TIME_ZONE: timeZone.default('UTC'),
  MIXPANEL_GROUP_KEY: z.string().trim().min(1).default('company_id'),
  MIXPANEL_DATA_GROUP_ID: digits,
  MIXPANEL_MAPPING: text,

  STRIPE_BASE_URL: address.default('https://api.stripe.com'),
  STRIPE_API_KEY: text,
  STRIPE_WEBHOOK_SECRET: text,

  ZENDESK_BASE_URL: address,
  ZENDESK_SUBDOMAIN: z
    .string()
    .regex(/^[a-z0-9-]+$/i, 'expected the part before .zendesk.com')
    .optional(),
  ZENDESK_EMAIL: text,
  ZENDESK_API_TOKEN: text,
  ZENDESK_CLIENT_ID: text,
  ZENDESK_CLIENT_SECRET: text,
  ZENDESK_COMPANY_ID_FIELD: z.string().trim().min(1).default('hubspot_company_id'),
  ZENDESK_TOPIC_FIELD: digits,
  ZENDESK_WEBHOOK_SECRET: text,

  INTERCOM_BASE_URL: address.default('https://api.intercom.io'),
  INTERCOM_ACCESS_TOKEN: text,
  INTERCOM_COMPANY_ID_ATTRIBUTE: z.string().trim().min(1).default('hubspot_company_id'),
  INTERCOM_CLIENT_SECRET: text,

  SEGMENT_WRITE_KEY: text,
  SEGMENT_MAPPING: text,

  SALESFORCE_BASE_URL: address,
  SALESFORCE_CLIENT_ID: text,
  SALESFORCE_CLIENT_SECRET: text,
  SALESFORCE_COMPANY_ID_FIELD: text,
  SALESFORCE_OBJECTS: list('Account,Contact,Opportunity,Task,Event'),

  ZUORA_BASE_URL: address.default('https://rest.zuora.com'),
  ZUORA_CLIENT_ID: text,
  ZUORA_CLIENT_SECRET: text,
  ZUORA_ENTITY_ID: text,
  ZUORA_COMPANY_ID_FIELD: text,

  PULSO_SURVEYS_TOKEN: text,
  PULSO_SURVEYS_CSV: list(''),
  PULSO_USERPILOT_TOKEN: text,
  PULSO_USERPILOT_CSV: list(''),
  PULSO_FILES_MAPPING: text,
  PULSO_WAREHOUSE_URL: text,
  PULSO_WAREHOUSE_MAPPING: text,
  PULSO_CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, 'expected a currency code such as EUR')
    .optional(),
  PULSO_EXCHANGE_RATES: text,
});

export type Config = z.infer<typeof environment>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * Reads the configuration. An empty variable counts as absent.
 * @throws AppError `config-invalid` naming every variable at fault at once.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = environment.safeParse(present);
  const problems = parsed.success
    ? missingPartners(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new AppError(
    'config-invalid',
    `The configuration is not valid (see .env.example):\n${problems.join('\n')}`,
    { details: { problems } },
  );
}

/** Settings that only work together, and what they connect. */
const TOGETHER = [
  { title: 'Amplitude', names: ['AMPLITUDE_API_KEY', 'AMPLITUDE_SECRET_KEY'] },
  { title: 'Mixpanel', names: ['MIXPANEL_SERVICE_ACCOUNT', 'MIXPANEL_SECRET', 'MIXPANEL_PROJECT_ID'] },
  { title: 'Zendesk', names: ['ZENDESK_EMAIL', 'ZENDESK_API_TOKEN'] },
  { title: 'Zendesk by OAuth', names: ['ZENDESK_CLIENT_ID', 'ZENDESK_CLIENT_SECRET'] },
  { title: 'Salesforce', names: ['SALESFORCE_BASE_URL', 'SALESFORCE_CLIENT_ID', 'SALESFORCE_CLIENT_SECRET'] },
  { title: 'Zuora', names: ['ZUORA_CLIENT_ID', 'ZUORA_CLIENT_SECRET'] },
  { title: 'A warehouse', names: ['PULSO_WAREHOUSE_URL', 'PULSO_WAREHOUSE_MAPPING'] },
  { title: 'Conversion of currencies', names: ['PULSO_CURRENCY', 'PULSO_EXCHANGE_RATES'] },
] as const satisfies readonly { title: string; names: readonly (keyof z.infer<typeof environment>)[] }[];

function missingPartners(config: Config): string[] {
  return TOGETHER.flatMap(({ title, names }) => {
    const missing = names.filter((name) => config[name] === undefined);
    if (missing.length === 0 || missing.length === names.length) return [];
    return missing.map((name) => `${name}: missing; ${title} needs ${names.join(' and ')}`);
  });
}

/**
 * Checks one variable as the environment's would be checked, whatever else it needs: of those that only work together,
 * one is set after the other.
 * @throws AppError `input-invalid` for a name that is none of ours, `config-invalid` for a value that does not fit
 */
export function checkSetting(name: string, value: string): void {
  if (!(name in environment.shape))
    throw new AppError('input-invalid', `${name}: no such variable (see .env.example)`);
  const group: readonly string[] =
    TOGETHER.find(({ names }) => names.some((each) => each === name))?.names ?? [];
  const partners = group
    .filter((each) => each !== name)
    .map((each) => [each, STAND_IN[each] ?? '1'] as const);
  readConfig({ ...Object.fromEntries(partners), [name]: value });
}

/** Values for partners that have to be more than a text. */
const STAND_IN: Readonly<Record<string, string>> = {
  SALESFORCE_BASE_URL: 'https://salesforce.com',
  PULSO_CURRENCY: 'EUR',
};

/** Without variables that only work together with others that are not there (yet): what they connect is not connected. */
export function withoutIncomplete(
  settings: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const incomplete = new Set<string>(
    TOGETHER.flatMap(({ names }) => (names.every((name) => settings[name]?.trim()) ? [] : names)),
  );
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !incomplete.has(name)));
}
