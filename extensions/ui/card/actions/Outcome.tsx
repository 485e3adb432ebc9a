import { Alert, Button, Flex, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import type { CardAnswer } from '../../../../src/model/card-actions.ts';
import { sourceName } from '../../../../src/model/source-names.ts';
import { numberWords } from '../../../../src/scoring/words/format.ts';
import type { ServiceError } from '../../service/call.ts';
import { type Copy, useCopy } from '../../texts/copy.ts';
import { type Deed, useCardActions } from './card-actions.ts';

/** How the last action went: under way, done, or failed with what to do. */
export function Outcome() {
  const { deeds } = useCardActions();
  return (Object.keys(deeds) as Deed[]).map((deed) => <OutcomeOf key={deed} deed={deed} />);
}

function OutcomeOf({ deed }: { readonly deed: Deed }) {
  const copy = useCopy();
  const { texts } = copy;
  const { state } = useCardActions().deeds[deed];
  switch (state.kind) {
    case 'idle':
      return null;
    case 'busy':
      return <LoadingSpinner label={texts.actions.busy[deed]} showLabel size="xs" />;
    case 'done': {
      const incomplete = state.answer.done?.incomplete ?? [];
      const left = incomplete
        .map(({ source, reason }) => `${sourceName(source, copy.locale)} (${reason[copy.locale]})`)
        .join('; ');
      return (
        <Alert title={doneWords(deed, state.answer, copy)} variant={left === '' ? 'success' : 'warning'}>
          {left === '' ? undefined : texts.actions.incomplete(left)}
        </Alert>
      );
    }
    case 'failed':
      return (
        <Alert title={texts.actions.failedTitle[deed]} variant="danger">
          <Flex direction="column" gap="xs" align="start">
            <Text>{failureWords(state.error, copy)}</Text>
            <Button size="xs" onClick={state.retry}>
              {texts.tryAgain}
            </Button>
          </Flex>
        </Alert>
      );
  }
}

function doneWords(deed: Deed, answer: CardAnswer, { locale, texts }: Copy): string {
  const { done } = texts.actions;
  if (deed === 'setOverride')
    return answer.breakdown?.override?.active === true ? done.setOverride : done.ended;
  if (deed !== 'startPlaybook') return done[deed];
  const created = answer.done?.tasksCreated ?? 0;
  return created === 0 ? done.tasksExist : done.tasks(numberWords(created, locale));
}

/** The service's own words say what failed and what to do; without any, ours. */
export function failureWords({ code, message }: ServiceError, { texts }: Copy): string {
  if (code === 'unreachable' || code === 'upstream-unavailable') return texts.actions.unreachable;
  return code === 'internal' || message === '' ? texts.actions.internal : message;
}
