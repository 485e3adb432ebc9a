import { type CardRequest, type CompanyHealth } from '../../src/model/card-actions.ts';
import { readCompany } from '../lib/company.ts';
import { cardFunction, type Run } from '../lib/function.ts';

/** Parameters and answer: `getHealth` of `src/model/card-actions.ts`; one request to HubSpot and nothing else. */
export const main = cardFunction('getHealth', getHealth);

async function getHealth({ companyId }: CardRequest<'getHealth'>, { portal }: Run): Promise<CompanyHealth> {
  const { properties, breakdown } = await readCompany(portal, companyId);
  return {
    companyId,
    score: numberOf(properties['health_score']),
    band: properties['health_band'] || null,
    alert: properties['health_alert_level'] || null,
    scoredAt: properties['health_scored_at'] || null,
    breakdown,
  };
}

function numberOf(text: string | null | undefined): number | null {
  const number = text ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}
