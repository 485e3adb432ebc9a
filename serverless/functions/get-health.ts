import { AppError, toAppError } from '../../src/errors.ts';
import { type HealthBreakdown, healthBreakdown } from '../../src/model/breakdown.ts';
import { type ActionFailure, CARD_ACTIONS, type CompanyHealth } from '../../src/model/card-actions.ts';
import { readCompany } from '../lib/read-company.ts';

const PROPERTIES = [
  'health_score',
  'health_band',
  'health_alert_level',
  'health_scored_at',
  'health_breakdown',
];

/** HubSpot stops functions after ten seconds; we answer before. */
const TIMEOUT_MS = 8_000;

/**
 * The private app function `pulso_get_health`. Parameters: `{ companyId }`. Never throws: failures come back as
 * `{ error: { code, message } }`, so that the caller can show them.
 */
export async function main(context: { parameters?: unknown }): Promise<CompanyHealth | ActionFailure> {
  try {
    return await getHealth(companyIdOf(context.parameters));
  } catch (error) {
    const { code, message } = toAppError(error);
    return { error: { code, message: code === 'internal' ? 'The health could not be read.' : message } };
  }
}

async function getHealth(companyId: string): Promise<CompanyHealth> {
  const token = process.env['PRIVATE_APP_ACCESS_TOKEN'];
  if (!token) throw new AppError('config-invalid', 'HubSpot did not provide an app token to the function.');
  const baseUrl = process.env['HUBSPOT_BASE_URL'] ?? 'https://api.hubapi.com';
  const properties = await readCompany(companyId, PROPERTIES, { token, baseUrl, timeoutMs: TIMEOUT_MS });
  return {
    companyId,
    score: numberOf(properties['health_score']),
    band: properties['health_band'] ?? null,
    alert: properties['health_alert_level'] ?? null,
    scoredAt: properties['health_scored_at'] ?? null,
    breakdown: breakdownOf(properties['health_breakdown']),
  };
}

function companyIdOf(parameters: unknown): string {
  const parsed = CARD_ACTIONS.getHealth.safeParse(parameters);
  if (parsed.success) return parsed.data.companyId;
  throw new AppError('input-invalid', 'companyId must be the record id of a company.');
}

function numberOf(text: string | null | undefined): number | null {
  const number = text ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

function breakdownOf(text: string | null | undefined): HealthBreakdown | null {
  if (!text) return null;
  try {
    return healthBreakdown.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
