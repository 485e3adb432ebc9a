import { EVENT_FEEDS } from '../events/feeds.ts';
import { type Source, type SourceMeta, type Stream } from '../../model/source.ts';
import { parseMapping, type EventMappingInput } from '../events/index.ts';
import { type SourceDeps } from '../http/deps.ts';
import { type MixpanelAccess } from './api.ts';
import { eventsStream } from './events-stream.ts';
import { groupsStream } from './groups-stream.ts';
import { projectCalendar } from './project-days.ts';

export interface MixpanelConfig extends MixpanelAccess {
  /** IANA time zone of a project made before 2023. Default `UTC`. */
  readonly timeZone?: string | undefined;
  /** Event property that holds the customer account. Default `company_id`. */
  readonly groupKey?: string | undefined;
  /** Id of that group key in Mixpanel; without it no group profiles are read. */
  readonly dataGroupId?: string | undefined;
  /** What the product's events mean; the keys it leaves out keep their defaults. */
  readonly mapping?: EventMappingInput | undefined;
}

const META: SourceMeta = {
  id: 'mixpanel',
  title: 'Mixpanel',
  feeds: EVENT_FEEDS,
  credentials: ['MIXPANEL_SERVICE_ACCOUNT', 'MIXPANEL_SECRET', 'MIXPANEL_PROJECT_ID'],
  scopes: ['project role: Consumer'],
  limits: '60 exports an hour, 3 a second; 60 profile queries an hour',
  docs: 'https://docs.mixpanel.com/reference/raw-event-export',
};

/**
 * Product usage from Mixpanel's raw export, and the accounts behind it from group profiles.
 *
 * @throws AppError `config-invalid` when the mapping does not fit
 */
export function createMixpanelSource(config: MixpanelConfig, deps: SourceDeps = {}): Source {
  const groupKey = config.groupKey ?? 'company_id';
  const mapping = parseMapping(config.mapping ?? {});
  const calendar = projectCalendar(config.timeZone ?? 'UTC');
  const streams: Stream[] = [eventsStream(config, { calendar, groupKey, mapping }, deps)];
  if (config.dataGroupId !== undefined) {
    streams.push(groupsStream(config, config.dataGroupId, { groupType: groupKey, mapping }, deps));
  }
  return { meta: META, streams };
}
