import { messageText } from '../../src/model/messages/message.ts';
import { type Page, type Quarantined } from '../../src/model/source.ts';

/** What was set aside, with its reasons in English. */
export function inWords(quarantined: readonly Quarantined[]) {
  return quarantined.map((each) => ({ ...each, reason: messageText(each.reason, 'en') }));
}

/** Each as `id: reason`; `3 records: reason` where it stands for several without an id. */
export function reasonsOf(pages: readonly Page<unknown>[]): string[] {
  return inWords(pages.flatMap((page) => page.quarantined ?? [])).map(
    ({ recordId, records, reason }) => `${recordId ?? `${records} records`}: ${reason}`,
  );
}
