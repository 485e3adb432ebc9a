import { startAmplitude } from './amplitude/server.ts';
import { type SandboxServer } from './http/server.ts';
import { startIntercom } from './intercom/server.ts';
import { startMixpanel } from './mixpanel/server.ts';
import { type RunningSystem, type StartSystem, type SystemParts } from './running-system.ts';
import { startSalesforce } from './salesforce/server.ts';
import { startStripe } from './stripe/server.ts';
import { startZendesk } from './zendesk/server.ts';
import { startZuora } from './zuora/server.ts';
import { companiesWithUsageIn } from './world/usage-systems.ts';

/** Vendors that the product asks, each with a server of its own. */
export const VENDORS: readonly StartSystem[] = [
  runAmplitude,
  runMixpanel,
  runStripe,
  runZuora,
  runSalesforce,
  runZendesk,
  runIntercom,
];

async function runAmplitude({ world, now }: SystemParts): Promise<RunningSystem> {
  const server = await startAmplitude({ world, now });
  return running(server, {
    AMPLITUDE_BASE_URL: server.baseUrl,
    AMPLITUDE_API_KEY: server.apiKey,
    AMPLITUDE_SECRET_KEY: server.secretKey,
  });
}

/** Serves a few companies that Amplitude does not see. */
async function runMixpanel({ world, now }: SystemParts): Promise<RunningSystem> {
  const covered = new Set(companiesWithUsageIn(world, 'mixpanel'));
  const server = await startMixpanel({ world, now, covers: (company) => covered.has(company) });
  return running(server, {
    MIXPANEL_BASE_URL: server.baseUrl,
    MIXPANEL_SERVICE_ACCOUNT: server.serviceAccount,
    MIXPANEL_SECRET: server.secret,
    MIXPANEL_PROJECT_ID: server.projectId,
    MIXPANEL_DATA_GROUP_ID: server.dataGroupId,
  });
}

async function runStripe({ world }: SystemParts): Promise<RunningSystem> {
  const server = await startStripe({ world });
  return running(server, { STRIPE_BASE_URL: server.baseUrl, STRIPE_API_KEY: server.apiKey });
}

/** Bills the companies that Stripe does not bill. */
async function runZuora({ world }: SystemParts): Promise<RunningSystem> {
  const server = await startZuora({ world });
  return running(server, {
    ZUORA_BASE_URL: server.baseUrl,
    ZUORA_CLIENT_ID: server.clientId,
    ZUORA_CLIENT_SECRET: server.clientSecret,
    ZUORA_COMPANY_ID_FIELD: 'HubSpotCompanyId__c',
  });
}

async function runZendesk({ world, now }: SystemParts): Promise<RunningSystem> {
  const server = await startZendesk({ world, now });
  return running(server, {
    ZENDESK_BASE_URL: server.baseUrl,
    ZENDESK_EMAIL: server.email,
    ZENDESK_API_TOKEN: server.apiToken,
    ZENDESK_TOPIC_FIELD: server.topicField,
  });
}

async function runIntercom({ world, now }: SystemParts): Promise<RunningSystem> {
  const server = await startIntercom({ world, now });
  return running(server, {
    INTERCOM_BASE_URL: server.baseUrl,
    INTERCOM_ACCESS_TOKEN: server.accessToken,
  });
}

/** The vendor's calls with customers; deals and meetings are in HubSpot already and would count twice. */
async function runSalesforce({ world }: SystemParts): Promise<RunningSystem> {
  const server = await startSalesforce({ world });
  return running(server, {
    SALESFORCE_BASE_URL: server.baseUrl,
    SALESFORCE_CLIENT_ID: server.clientId,
    SALESFORCE_CLIENT_SECRET: server.clientSecret,
    SALESFORCE_COMPANY_ID_FIELD: 'HubSpot_Company_Id__c',
    SALESFORCE_OBJECTS: 'Account,Contact,Task',
  });
}

function running(server: SandboxServer, environment: RunningSystem['environment']): RunningSystem {
  return { environment, close: () => server.close() };
}
