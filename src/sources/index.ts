import Sentiment from 'sentiment';
import { type HubSpotApi } from '../model/hubspot-api.ts';
import { type Inbox } from '../model/inbox.ts';
import { type Source } from '../model/source.ts';
import { createAmplitudeSource } from './amplitude/index.ts';
import { readMappingFile } from './amplitude/mapping-file.ts';
import { createHubSpotCrmSource } from './hubspot-crm/index.ts';
import { type SourceDeps } from './http/deps.ts';
import { connectFiles, type FilesSettings } from './files/connect.ts';
import { connectIntercom, type IntercomSettings } from './intercom/connect.ts';
import { connectMixpanel, type MixpanelSettings } from './mixpanel/connect.ts';
import { createTicketSentiment } from './sentiment/index.ts';
import { connectSalesforce, type SalesforceSettings } from './salesforce/connect.ts';
import { connectSegment, type SegmentSettings } from './segment/connect.ts';
import { createStripeSource } from './stripe/index.ts';
import { connectSurveys, type SurveysSettings } from './surveys/connect.ts';
import { connectUserpilot, type UserpilotSettings } from './userpilot/connect.ts';
import { connectZendesk, type ZendeskSettings } from './zendesk/connect.ts';
import { connectWarehouse, type WarehouseSettings } from './warehouse/connect.ts';
import { connectZuora, type ZuoraSettings } from './zuora/connect.ts';

/** The settings that sources read, by the names of their environment variables. */
export interface SourceSettings
  extends
    IntercomSettings,
    SegmentSettings,
    MixpanelSettings,
    SalesforceSettings,
    ZendeskSettings,
    ZuoraSettings,
    SurveysSettings,
    UserpilotSettings,
    FilesSettings,
    WarehouseSettings {
  readonly HUBSPOT_CONTACT_LEFT_PROPERTY: string;
  readonly HUBSPOT_CONTACT_ROLE_PROPERTY: string;
  readonly AMPLITUDE_BASE_URL: string;
  readonly AMPLITUDE_API_KEY?: string | undefined;
  readonly AMPLITUDE_SECRET_KEY?: string | undefined;
  readonly AMPLITUDE_GROUP_TYPE: string;
  /** Path of an event mapping file. */
  readonly AMPLITUDE_MAPPING?: string | undefined;
  readonly STRIPE_BASE_URL: string;
  readonly STRIPE_API_KEY?: string | undefined;
}

/** What a source may be made of. */
export interface SourceParts {
  readonly config: SourceSettings;
  readonly api: HubSpotApi;
  /** Names of our own company properties, which the CRM source reads back. */
  readonly healthPropertyNames: readonly string[];
  /** Deliveries of the portal that sources read; absent where nothing can be delivered. */
  readonly inbox?: Inbox | undefined;
  readonly deps?: SourceDeps;
}

/** Makes a source, or null where its credentials are not set. */
export type ConnectSource = (parts: SourceParts) => Source | null;

/** Every source of the product, one line each. */
export const SOURCES: readonly ConnectSource[] = [
  connectHubSpotCrm,
  connectAmplitude,
  connectMixpanel,
  connectStripe,
  connectSalesforce,
  connectZuora,
  connectZendesk,
  connectIntercom,
  connectSegment,
  connectSurveys,
  connectUserpilot,
  connectFiles,
  connectWarehouse,
];

function connectHubSpotCrm({ config, api, healthPropertyNames }: SourceParts): Source {
  const rules = {
    leftAt: config.HUBSPOT_CONTACT_LEFT_PROPERTY,
    role: config.HUBSPOT_CONTACT_ROLE_PROPERTY,
  };
  const sentiment = createTicketSentiment(new Sentiment());
  return createHubSpotCrmSource({ api, healthPropertyNames, rules, sentiment });
}

function connectAmplitude({ config, deps }: SourceParts): Source | null {
  const { AMPLITUDE_API_KEY: apiKey, AMPLITUDE_SECRET_KEY: secretKey, AMPLITUDE_MAPPING: file } = config;
  if (apiKey === undefined || secretKey === undefined) return null;
  const access = { baseUrl: config.AMPLITUDE_BASE_URL, apiKey, secretKey };
  const mapping = file === undefined ? undefined : readMappingFile(file);
  return createAmplitudeSource({ ...access, groupType: config.AMPLITUDE_GROUP_TYPE, mapping }, deps);
}

function connectStripe({ config, deps }: SourceParts): Source | null {
  const apiKey = config.STRIPE_API_KEY;
  return apiKey === undefined ? null : createStripeSource({ baseUrl: config.STRIPE_BASE_URL, apiKey }, deps);
}
