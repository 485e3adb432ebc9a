import { type Inbox } from '../../model/inbox.ts';
import { type Source } from '../../model/source.ts';
import { readMappingFile } from '../events/index.ts';
import { createSegmentSource } from './index.ts';

export interface SegmentSettings {
  readonly SEGMENT_WRITE_KEY?: string | undefined;
  /** Path of an event mapping file. */
  readonly SEGMENT_MAPPING?: string | undefined;
}

/** The source, or null where nothing can be delivered. */
export function connectSegment({
  config,
  inbox,
}: {
  readonly config: SegmentSettings;
  readonly inbox?: Inbox | undefined;
}): Source | null {
  const { SEGMENT_WRITE_KEY: writeKey, SEGMENT_MAPPING: file } = config;
  if (writeKey === undefined || inbox === undefined) return null;
  return createSegmentSource(inbox, file === undefined ? undefined : readMappingFile(file));
}
