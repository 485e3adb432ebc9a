import { EVENT_FEEDS } from '../events/feeds.ts';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { type Source, type SourceMeta } from '../../model/source.ts';
import { type SourceDeps } from '../http/deps.ts';
import { eventsStream } from './events-stream.ts';
import { parseMapping } from './mapping-file.ts';
import { type EventMappingInput } from './mapping.ts';

export interface AmplitudeConfig {
  /** `https://amplitude.com`, or `https://analytics.eu.amplitude.com` for the EU region. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly secretKey: string;
  /** Group type whose value is the customer account. Default `company`. */
  readonly groupType?: string | undefined;
  /** What the product's events mean; the keys it leaves out keep their defaults. */
  readonly mapping?: EventMappingInput | undefined;
}

const META: SourceMeta = {
  id: 'amplitude',
  title: 'Amplitude',
  feeds: EVENT_FEEDS,
  credentials: ['AMPLITUDE_API_KEY', 'AMPLITUDE_SECRET_KEY'],
  scopes: [],
  limits: '365 days and 4 GB per export, 5 calls at a time; data is complete 2 hours after its upload',
  docs: 'https://amplitude.com/docs/apis/analytics/export',
};

const groupTypeName = z.string().regex(/^[^"\\]{1,100}$/);

/**
 * Product usage from Amplitude's export API.
 *
 * @throws AppError `config-invalid` when the mapping or the group type does not fit
 */
export function createAmplitudeSource(config: AmplitudeConfig, deps: SourceDeps = {}): Source {
  const rules = {
    groupType: parseGroupType(config.groupType ?? 'company'),
    mapping: parseMapping(config.mapping ?? {}),
  };
  return { meta: META, streams: [eventsStream(config, rules, deps)] };
}

function parseGroupType(groupType: string): string {
  if (groupTypeName.safeParse(groupType).success) return groupType;
  throw new AppError('config-invalid', `"${groupType}" cannot be an Amplitude group type.`);
}
