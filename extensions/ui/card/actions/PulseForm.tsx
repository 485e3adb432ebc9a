import { Select, Text } from '@hubspot/ui-extensions';
import { useState } from 'react';
import { addDays, dayOf } from '../../../../src/model/day.ts';
import { PULSE_VALID_DAYS } from '../../../../src/scoring/bands/pulse.ts';
import { useCopy } from '../../texts/copy.ts';
import { dayInWords } from '../../texts/words.ts';
import { useCardActions } from './card-actions.ts';
import { ReasonForm } from './ReasonForm.tsx';
import { useRequestId } from './use-request-id.ts';

/** The CSM's own judgement, with its reason. */
export function PulseForm() {
  const { locale, texts, now } = useCopy();
  const { act } = useCardActions();
  const [score, setScore] = useState(3);
  const withId = useRequestId();
  const until = dayInWords(addDays(dayOf(now), PULSE_VALID_DAYS), now, locale);
  return (
    <ReasonForm
      title={texts.actions.pulseTitle}
      deed="logPulse"
      onSave={(reason) => act('logPulse', withId({ score, reason }))}
    >
      <Select
        label={texts.actions.pulseLabel}
        name="score"
        value={score}
        options={texts.actions.pulseWords.map((label, index) => ({ label, value: index + 1 }))}
        onChange={(value) => setScore(Number(value))}
      />
      <Text variant="microcopy">{texts.actions.pulseHelp(until)}</Text>
    </ReasonForm>
  );
}
