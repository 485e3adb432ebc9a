import { messageTexts } from '../model/messages/message.ts';
import { type Source } from '../model/source.ts';
import { type SourceState } from '../model/signals.ts';
import { type StoredSourceState } from '../store/source-states.ts';

/** The states of the sources as scoring reads them: reasons in every language, with the indicators each feeds. */
export function sourceSignals(
  states: Readonly<Record<string, StoredSourceState>>,
  sources: readonly Source[] = [],
): Record<string, SourceState> {
  const feeds = new Map(sources.map(({ meta }) => [meta.id, [...meta.feeds]]));
  return Object.fromEntries(
    Object.entries(states).map(([id, { reason, ...state }]) => [
      id,
      { ...state, reason: reason && messageTexts(reason), feeds: feeds.get(id) },
    ]),
  );
}
