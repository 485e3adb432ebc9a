import { Accordion, Button, Flex, Input, Select, Text, TextArea } from '@hubspot/ui-extensions';
import { useState } from 'react';
import { type Locale, LOCALES, type Localised, type PlaybookBand } from '../../../src/model/bands.ts';
import { ownTextOf } from '../../../src/model/own-text.ts';
import type { OwnStep } from '../../../src/model/portal-settings.ts';
import { SETTING_BOUNDS } from '../../../src/model/setting-bounds.ts';
import { newRequestId } from '../service/use-action.ts';
import { useCopy } from '../texts/copy.ts';
import { usePageTexts } from '../texts/pages.ts';
import { BoundedInput } from './BoundedInput.tsx';
import { stepsOf, withSteps } from './draft.ts';
import type { DraftProps } from './SettingsPage.tsx';

/** A step as it is being written: each text in every language. */
type WrittenStep = Pick<OwnStep, 'owner' | 'withinDays'> & Readonly<Record<'title' | 'detail', Localised>>;

const NO_TEXT: Localised = { en: '', es: '' };
const EMPTY: WrittenStep = { title: NO_TEXT, detail: NO_TEXT, owner: 'company-owner', withinDays: 7 };
const LEAST_TITLE = 3;
const MOST_OWN = 10;

interface NewStepProps extends Omit<DraftProps, 'answer'> {
  readonly band: PlaybookBand;
}

/** A step of the portal's own, in the words of whoever writes it, in one language or in each. */
export function NewStep({ band, draft, isSaving, onChange }: NewStepProps) {
  const { locale } = useCopy();
  const { settings } = usePageTexts();
  const [step, setStep] = useState(EMPTY);
  const { added } = stepsOf(draft, band);
  const isReady = isTitle(step.title) && added.length < MOST_OWN;
  const add = () => {
    const words = { title: ownTextOf(step.title), detail: ownTextOf(step.detail) };
    onChange(
      withSteps(draft, band, { added: [...added, { ...step, ...words, id: `own-${newRequestId()}` }] }),
    );
    setStep(EMPTY);
  };
  const write = (part: 'title' | 'detail', language: Locale) => (text: string) =>
    setStep({ ...step, [part]: { ...step[part], [language]: text } });
  // Whoever writes begins in the own language.
  const languages = [locale, ...LOCALES.filter((each) => each !== locale)];
  return (
    <Accordion title={settings.addStep} size="small">
      <Flex direction="column" gap="sm">
        <Text variant="microcopy">{settings.oneText}</Text>
        {languages.map((language) => (
          <Input
            key={language}
            label={settings.inLanguage(settings.newStep, settings.languages[language])}
            name={`${band}-title-${language}`}
            value={step.title[language]}
            readOnly={isSaving}
            onInput={write('title', language)}
          />
        ))}
        {languages.map((language) => (
          <TextArea
            key={language}
            label={settings.inLanguage(settings.newDetail, settings.languages[language])}
            name={`${band}-detail-${language}`}
            value={step.detail[language]}
            readOnly={isSaving}
            onInput={write('detail', language)}
          />
        ))}
        <Select
          label={settings.newOwner}
          name={`${band}-owner`}
          value={step.owner}
          options={(['company-owner', 'manager'] as const).map((value) => ({
            value,
            label: settings.stepOwners[value],
          }))}
          readOnly={isSaving}
          onChange={(owner) => setStep({ ...step, owner: owner as OwnStep['owner'] })}
        />
        <BoundedInput
          label={settings.newDays}
          name={`${band}-days`}
          value={step.withinDays}
          bounds={SETTING_BOUNDS.stepDays}
          isWhole
          readOnly={isSaving}
          onChange={(withinDays) => setStep({ ...step, withinDays })}
        />
        <Button disabled={!isReady || isSaving} onClick={add}>
          {settings.addStep}
        </Button>
      </Flex>
    </Accordion>
  );
}

/** Written in one language at least, and nowhere too short. */
function isTitle(title: Localised): boolean {
  const lengths = LOCALES.map((locale) => title[locale].trim().length).filter((length) => length > 0);
  return lengths.length > 0 && lengths.every((length) => length >= LEAST_TITLE);
}
