import { AppError, type ErrorCode } from '../../src/errors.ts';
import { HUBSPOT_API_VERSION } from '../../src/model/hubspot-api.ts';

/** What reading a company needs; passed in so that tests use their own. */
export interface ReadCompanyOptions {
  /** Access token of the app; never logged and never part of a message. */
  readonly token: string;
  readonly baseUrl: string;
  readonly timeoutMs: number;
}

/** What each refusal of HubSpot means for the reader, and what to do. */
const REFUSALS: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  401: ['unauthorized', 'HubSpot did not accept the app token. Install the app again to renew it.'],
  403: ['forbidden', 'The app may not read companies. Grant it crm.objects.companies.read.'],
  404: ['not-found', 'There is no such company, or it was deleted.'],
  429: ['rate-limited', 'The account has used up its HubSpot request allowance. Try again in ten seconds.'],
};

/**
 * Reads properties of one company. Properties HubSpot does not have are null.
 * Throws an {@link AppError}: the code says what HubSpot refused, `upstream-unavailable` when it did not answer
 * in time, `upstream-invalid` when the answer is not a company.
 */
export async function readCompany(
  companyId: string,
  names: readonly string[],
  options: ReadCompanyOptions,
): Promise<Record<string, string | null>> {
  const url = new URL(`/crm/objects/${HUBSPOT_API_VERSION}/companies/${companyId}`, options.baseUrl);
  url.searchParams.set('properties', names.join(','));
  const { status, body } = await answer(url, options);
  if (status !== 200) throw refusal(status);
  const properties = propertiesOf(body);
  return Object.fromEntries(names.map((name) => [name, properties[name] ?? null]));
}

async function answer(url: URL, options: ReadCompanyOptions): Promise<{ status: number; body: string }> {
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${options.token}`, accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    return { status: response.status, body: await response.text() };
  } catch (cause) {
    throw new AppError('upstream-unavailable', 'HubSpot did not answer in time. Try again.', { cause });
  }
}

function refusal(status: number): AppError {
  const known = REFUSALS[status];
  if (known) return new AppError(known[0], known[1]);
  if (status >= 500) return new AppError('upstream-unavailable', 'HubSpot has a problem. Try again later.');
  return new AppError('upstream-rejected', `HubSpot refused the request (${status}).`);
}

function propertiesOf(body: string): Record<string, string | null> {
  try {
    const parsed: unknown = JSON.parse(body);
    const properties = isObject(parsed) ? parsed['properties'] : null;
    if (isObject(properties) && Object.values(properties).every(isPropertyValue)) {
      return properties as Record<string, string | null>;
    }
  } catch {
    // Reported below like every other answer that is not a company.
  }
  throw new AppError('upstream-invalid', 'HubSpot answered with something that is not a company. Try again.');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPropertyValue(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}
