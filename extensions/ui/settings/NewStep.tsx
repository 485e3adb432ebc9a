import { Accordion, Button, Flex, Input, NumberInput, Select, TextArea } from '@hubspot/ui-extensions';
import { useState } from 'react';
import type { PlaybookBand } from '../../../src/model/bands.ts';
import type { OwnStep } from '../../../src/model/portal-settings.ts';
import { newRequestId } from '../service/use-action.ts';
import { usePageTexts } from '../texts/pages.ts';
import { stepsOf, withSteps } from './draft.ts';
import type { DraftProps } from './SettingsPage.tsx';

const EMPTY: Omit<OwnStep, 'id'> = { title: '', detail: '', owner: 'company-owner', withinDays: 7 };
const LEAST_TITLE = 3;
const MOST_OWN = 10;

interface NewStepProps extends Pick<DraftProps, 'draft' | 'onChange'> {
  readonly band: PlaybookBand;
}

/** A step of the portal's own, in the words of whoever writes it. */
export function NewStep({ band, draft, onChange }: NewStepProps) {
  const { settings } = usePageTexts();
  const [step, setStep] = useState(EMPTY);
  const { added } = stepsOf(draft, band);
  const isReady = step.title.trim().length >= LEAST_TITLE && added.length < MOST_OWN;
  const add = () => {
    onChange(withSteps(draft, band, { added: [...added, { ...step, id: `own-${newRequestId()}` }] }));
    setStep(EMPTY);
  };
  return (
    <Accordion title={settings.addStep} size="small">
      <Flex direction="column" gap="sm">
        <Input
          label={settings.newStep}
          name={`${band}-title`}
          value={step.title}
          onInput={(title) => setStep({ ...step, title })}
        />
        <TextArea
          label={settings.newDetail}
          name={`${band}-detail`}
          value={step.detail}
          onInput={(detail) => setStep({ ...step, detail })}
        />
        <Select
          label={settings.newOwner}
          name={`${band}-owner`}
          value={step.owner}
          options={(['company-owner', 'manager'] as const).map((value) => ({
            value,
            label: settings.stepOwners[value],
          }))}
          onChange={(owner) => setStep({ ...step, owner: owner as OwnStep['owner'] })}
        />
        <NumberInput
          label={settings.newDays}
          name={`${band}-days`}
          value={step.withinDays}
          min={1}
          max={180}
          onChange={(days) =>
            setStep({ ...step, withinDays: Math.min(180, Math.max(1, Math.round(days) || 1)) })
          }
        />
        <Button disabled={!isReady} onClick={add}>
          {settings.addStep}
        </Button>
      </Flex>
    </Accordion>
  );
}
