import { Inline, LoadingButton, Text } from '@hubspot/ui-extensions';
import type { HealthBreakdown } from '../../../../src/model/breakdown.ts';
import { numberWords } from '../../../../src/scoring/words/format.ts';
import { stepsToCreate } from '../../health/plan.ts';
import { useCopy } from '../../texts/copy.ts';
import { useCardActions } from './card-actions.ts';

/** Makes a task of every step that has none. */
export function StartPlaybook({ detail }: { readonly detail: HealthBreakdown }) {
  const { locale, texts } = useCopy();
  const { busy, act, deeds } = useCardActions();
  const count = stepsToCreate(detail).length;
  if (count === 0) return <Text variant="microcopy">{texts.playbook.allCreated}</Text>;
  return (
    <Inline>
      <LoadingButton
        variant="primary"
        loading={deeds.startPlaybook.state.kind === 'busy'}
        disabled={busy}
        onClick={() => act('startPlaybook')}
      >
        {count === 1 ? texts.playbook.createOne : texts.playbook.create(numberWords(count, locale))}
      </LoadingButton>
    </Inline>
  );
}
