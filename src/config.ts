import { z } from 'zod';
import { AppError } from './errors.ts';
import { LOCALES } from './model/bands.ts';

/** Every environment variable the product reads, parsed once; `env` is an argument so that tests pass their own. */

const text = z.string().trim().min(1).optional();
const address = z.url({ protocol: /^https?$/, message: 'expected an http(s) address' }).optional();
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

const environment = z.object({
  PULSO_DATA_DIR: z.string().trim().min(1).default('.pulso'),
  DATABASE_URL: text,
  PULSO_LOCALE: z.enum(LOCALES).default('en'),
  PULSO_MODEL: z.string().trim().min(1).default('three-dimension'),
  PULSO_CUSTOMER_STAGES: list('customer,evangelist'),
  PULSO_MANAGER_OWNER_ID: text,
  PULSO_BACKFILL_DAYS: z.coerce.number().int().min(30).max(730).default(365),
  PULSO_SCHEDULE: z.string().trim().min(1).default('15 4 * * *'),
  PULSO_HOST: z.string().trim().min(1).default('127.0.0.1'),
  PULSO_PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PULSO_PUBLIC_URL: address,
  PULSO_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),

  HUBSPOT_BASE_URL: address.default('https://api.hubapi.com'),
  HUBSPOT_ACCESS_TOKEN: text,
  HUBSPOT_PORTAL_ID: z.string().regex(/^\d+$/, 'expected digits').optional(),
  HUBSPOT_CLIENT_SECRET: text,
  HUBSPOT_CONTACT_LEFT_PROPERTY: z.string().trim().min(1).default('left_company_at'),

  AMPLITUDE_BASE_URL: address.default('https://amplitude.com'),
  AMPLITUDE_API_KEY: text,
  AMPLITUDE_SECRET_KEY: text,
  AMPLITUDE_GROUP_TYPE: z.string().trim().min(1).default('company'),
  AMPLITUDE_MAPPING: text,

  STRIPE_BASE_URL: address.default('https://api.stripe.com'),
  STRIPE_API_KEY: text,
});

export type Config = z.infer<typeof environment>;

/**
 * Reads the configuration. An empty variable counts as absent.
 * @throws AppError `config-invalid` naming every variable at fault at once.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = environment.safeParse(present);
  const problems = parsed.success
    ? pairProblems(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new AppError(
    'config-invalid',
    `The configuration is not valid (see .env.example):\n${problems.join('\n')}`,
    { details: { problems } },
  );
}

/** Credentials that only work together. */
function pairProblems(config: Config): string[] {
  const hasKey = config.AMPLITUDE_API_KEY !== undefined;
  const hasSecret = config.AMPLITUDE_SECRET_KEY !== undefined;
  if (hasKey === hasSecret) return [];
  return [`${hasKey ? 'AMPLITUDE_SECRET_KEY' : 'AMPLITUDE_API_KEY'}: missing; Amplitude needs both keys`];
}
