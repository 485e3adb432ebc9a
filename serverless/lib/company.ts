import { AppError } from '../../src/errors.ts';
import { say } from '../../src/model/messages/message.ts';
import { recordAnswer } from '../../src/hubspot/objects.ts';
import { paths } from '../../src/hubspot/paths.ts';
import {
  healthProperties,
  HEALTH_PROPERTY_NAMES,
  withHeldProperties,
} from '../../src/hubspot/properties/index.ts';
import { type Band } from '../../src/model/bands.ts';
import { type BreakdownBasis, type HealthBreakdown, healthBreakdown } from '../../src/model/breakdown.ts';
import { type CompanyHealth } from '../../src/model/card-actions.ts';
import { type HubSpotApi } from '../../src/model/hubspot-api.ts';
import { topRisks } from '../../src/scoring/words/index.ts';

/** Written by a nightly run alone, from models fitted to all customers. */
const NOT_OURS = ['health_renewal_probability', 'health_expansion_probability'];

/** A company as HubSpot holds it. */
export interface HeldCompany {
  readonly companyId: string;
  readonly ownerId: string | null;
  readonly properties: Readonly<Record<string, string | null>>;
  /** null when there is none or it does not fit its schema. */
  readonly breakdown: HealthBreakdown | null;
}

export async function readCompany(portal: HubSpotApi, companyId: string): Promise<HeldCompany> {
  const { properties } = await portal.request({
    method: 'GET',
    path: `${paths.objects('companies')}/${companyId}`,
    query: { properties: [...HEALTH_PROPERTY_NAMES, 'hubspot_owner_id'].join(',') },
    schema: recordAnswer.pick({ properties: true }),
  });
  return {
    companyId,
    ownerId: properties['hubspot_owner_id'] ?? null,
    properties,
    breakdown: breakdownOf(properties['health_breakdown']),
  };
}

/** A scored company with what scoring it again takes. */
export interface ScoredCompany extends HeldCompany {
  readonly breakdown: HealthBreakdown;
  readonly basis: BreakdownBasis;
}

/** @throws AppError `not-found` for a company that was never scored, or by a version that did not write a basis. */
export async function readScored(portal: HubSpotApi, companyId: string): Promise<ScoredCompany> {
  const company = await readCompany(portal, companyId);
  const { breakdown } = company;
  if (breakdown?.basis !== undefined) return { ...company, breakdown, basis: breakdown.basis };
  throw new AppError('not-found', say('function.no-score', { company: companyId }));
}

/** Writes every health property that changed, all in one request: writing the same again changes nothing. */
export async function writeBreakdown(
  portal: HubSpotApi,
  { companyId, properties }: HeldCompany,
  breakdown: HealthBreakdown,
): Promise<void> {
  const { result, publishedBand: band } = breakdown;
  const ofScore = healthProperties({
    companyId,
    result,
    publishedBand: band as Band,
    previousBand: breakdown.previousBand as Band | null,
    bandChangedAt: breakdown.bandChangedAt,
    topRisks: topRisks(result, breakdown.basis?.locale ?? 'en'),
    model: breakdown.model,
    scoredAt: breakdown.scoredAt,
    renewalProbability: null,
    expansionProbability: null,
    breakdown,
  });
  const wanted = withHeldProperties(ofScore, { provisional: result.provisional, band }, properties);
  const changed = Object.entries(wanted).filter(
    ([name, value]) => !NOT_OURS.includes(name) && value !== (properties[name] ?? ''),
  );
  await portal.request({
    method: 'PATCH',
    path: `${paths.objects('companies')}/${companyId}`,
    body: { properties: Object.fromEntries(changed) },
    schema: recordAnswer.pick({ id: true }),
  });
}

export function healthOf(companyId: string, breakdown: HealthBreakdown): CompanyHealth {
  const { result, publishedBand, scoredAt } = breakdown;
  return { companyId, score: result.score, band: publishedBand, alert: result.alert, scoredAt, breakdown };
}

function breakdownOf(text: string | null | undefined): HealthBreakdown | null {
  if (!text) return null;
  try {
    return healthBreakdown.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
