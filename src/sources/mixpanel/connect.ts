import { type Source } from '../../model/source.ts';
import { readMappingFile } from '../events/index.ts';
import { type SourceDeps } from '../http/deps.ts';
import { createMixpanelSource } from './index.ts';

export interface MixpanelSettings {
  readonly MIXPANEL_BASE_URL: string;
  readonly MIXPANEL_SERVICE_ACCOUNT?: string | undefined;
  readonly MIXPANEL_SECRET?: string | undefined;
  readonly MIXPANEL_PROJECT_ID?: string | undefined;
  readonly MIXPANEL_TIME_ZONE: string;
  readonly MIXPANEL_GROUP_KEY: string;
  readonly MIXPANEL_DATA_GROUP_ID?: string | undefined;
  /** Path of an event mapping file. */
  readonly MIXPANEL_MAPPING?: string | undefined;
}

export function connectMixpanel({
  config,
  deps,
}: {
  readonly config: MixpanelSettings;
  readonly deps?: SourceDeps;
}): Source | null {
  const { MIXPANEL_SERVICE_ACCOUNT: serviceAccount, MIXPANEL_SECRET: secret } = config;
  const { MIXPANEL_PROJECT_ID: projectId, MIXPANEL_MAPPING: file } = config;
  if (serviceAccount === undefined || secret === undefined || projectId === undefined) return null;
  return createMixpanelSource(
    {
      baseUrl: config.MIXPANEL_BASE_URL,
      serviceAccount,
      secret,
      projectId,
      timeZone: config.MIXPANEL_TIME_ZONE,
      groupKey: config.MIXPANEL_GROUP_KEY,
      dataGroupId: config.MIXPANEL_DATA_GROUP_ID,
      mapping: file === undefined ? undefined : readMappingFile(file),
    },
    deps,
  );
}
