import { Button, Select, Text } from '@hubspot/ui-extensions';
import { useState } from 'react';
import { BANDS } from '../../../../src/model/bands.ts';
import type { HealthBreakdown } from '../../../../src/model/breakdown.ts';
import { addDays, dayOf } from '../../../../src/model/day.ts';
import { numberWords } from '../../../../src/scoring/words/format.ts';
import { useCopy } from '../../texts/copy.ts';
import { bandName } from '../../texts/words.ts';
import { useCardActions } from './card-actions.ts';
import { ReasonForm } from './ReasonForm.tsx';
import { useRequestId } from './use-request-id.ts';

/** The most is `MAX_OVERRIDE_DAYS` of the scoring. */
const DAYS = [14, 30, 60, 90];

/** Another band than the computed one for a while, with its reason; or the end of that. */
export function OverrideForm({ detail }: { readonly detail: HealthBreakdown | null }) {
  const { locale, texts, now } = useCopy();
  const { act } = useCardActions();
  const [band, setBand] = useState<string>('green');
  const [days, setDays] = useState(30);
  const withId = useRequestId();
  const { overrideTitle, overrideHelp, overrideBand, overrideUntil, overrideDays, endOverride } =
    texts.actions;
  const active = detail?.override?.active === true ? detail.override : null;
  return (
    <ReasonForm
      title={overrideTitle}
      deed="setOverride"
      onSave={(reason) => act('setOverride', withId({ band, reason, expiresAt: addDays(dayOf(now), days) }))}
    >
      <Text variant="microcopy">{overrideHelp}</Text>
      {active !== null && (
        <Button onClick={() => act('setOverride', withId({ band: null, reason: endOverride }))}>
          {endOverride}
        </Button>
      )}
      <Select
        label={overrideBand}
        name="band"
        value={band}
        options={BANDS.map((value) => ({ label: bandName(value, locale), value }))}
        onChange={(value) => setBand(String(value))}
      />
      <Select
        label={overrideUntil}
        name="days"
        value={days}
        options={DAYS.map((value) => ({ label: overrideDays(numberWords(value, locale)), value }))}
        onChange={(value) => setDays(Number(value))}
      />
    </ReasonForm>
  );
}
