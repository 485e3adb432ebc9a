import { EVENT_FEEDS } from '../events/feeds.ts';
import { type Inbox } from '../../model/inbox.ts';
import { type Source, type SourceMeta } from '../../model/source.ts';
import { type EventMappingInput, parseMapping } from '../events/index.ts';
import { callsStream } from './calls-stream.ts';

export { segmentWebhook } from './webhook.ts';

const META: SourceMeta = {
  id: 'segment',
  title: 'Segment',
  feeds: EVENT_FEEDS,
  credentials: ['SEGMENT_WRITE_KEY'],
  scopes: [],
  limits: 'an hour of arrival is complete when it is over',
  docs: 'https://www.twilio.com/docs/segment/connections/spec',
};

/**
 * Product usage from calls that were delivered to the service.
 *
 * @throws AppError `config-invalid` when the mapping does not fit
 */
export function createSegmentSource(inbox: Inbox, mapping: EventMappingInput = {}): Source {
  return { meta: META, streams: [callsStream(inbox, parseMapping(mapping))] };
}
