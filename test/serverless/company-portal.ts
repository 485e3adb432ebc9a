import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { healthProperties } from '../../src/hubspot/properties/index.ts';
import { type Band } from '../../src/model/bands.ts';
import { type BreakdownBasis, type HealthBreakdown } from '../../src/model/breakdown.ts';
import { NO_BAND } from '../../src/scoring/bands/index.ts';
import { topRisks } from '../../src/scoring/words/index.ts';
import { type CustomerKind, fixtureCompany } from '../extensions/fixtures/companies.ts';

/** A HubSpot that holds one company, for functions in this process. */
export interface CompanyPortal {
  readonly companyId: string;
  /** The company's properties as they are now. */
  readonly properties: Record<string, string>;
  /** What a function finds in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** @param beforeAnswer what HubSpot waits for before it answers; nothing when absent */
export async function startCompanyPortal(
  breakdown: HealthBreakdown,
  beforeAnswer: () => Promise<void> = () => Promise.resolve(),
): Promise<CompanyPortal> {
  const properties = propertiesOf(breakdown);
  const server = createServer((request, response) => {
    // Functions hang up when their time is over.
    const gone = () => undefined;
    beforeAnswer()
      .then(() => answer(request, response, properties), gone)
      .catch(gone);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    companyId: breakdown.result.companyId,
    properties,
    environment: { PRIVATE_APP_ACCESS_TOKEN: 'pat-eu1-secret', HUBSPOT_BASE_URL: `http://127.0.0.1:${port}` },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  properties: Record<string, string>,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (request.method === 'PATCH') {
    const body = JSON.parse(Buffer.concat(chunks).toString()) as { properties: Record<string, string> };
    Object.assign(properties, body.properties);
  }
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ id: '1', properties }));
}

/** A breakdown of a fixture company that was scored a moment ago, with what functions need to score it again. */
export function breakdownWithBasis(
  kind: CustomerKind,
  basis: Partial<BreakdownBasis> = {},
): HealthBreakdown & { readonly basis: BreakdownBasis } {
  const { breakdown } = fixtureCompany(kind, Date.now());
  const published = breakdown.publishedBand as Band;
  return {
    ...breakdown,
    basis: {
      portalId: '1',
      segment: null,
      locale: 'en',
      managerOwnerId: null,
      modelId: 'three-dimension',
      changes: {},
      revision: 0,
      accounts: {},
      usageSince: null,
      bandState: { ...NO_BAND, published, asOf: breakdown.asOf },
      ...basis,
    },
  };
}

function propertiesOf(breakdown: HealthBreakdown): Record<string, string> {
  return healthProperties({
    companyId: breakdown.result.companyId,
    result: breakdown.result,
    publishedBand: breakdown.publishedBand as Band,
    previousBand: breakdown.previousBand as Band | null,
    bandChangedAt: breakdown.bandChangedAt,
    topRisks: topRisks(breakdown.result, 'en'),
    model: breakdown.model,
    scoredAt: breakdown.scoredAt,
    renewalProbability: null,
    expansionProbability: null,
    breakdown,
  });
}
