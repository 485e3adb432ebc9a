import { Alert, AutoGrid, Flex, NumberInput } from '@hubspot/ui-extensions';
import { ALERT_LEVELS } from '../../../src/model/bands.ts';
import { alertSentence } from '../../../src/scoring/words/bands.ts';
import { Lines } from '../card/Lines.tsx';
import { Section } from '../card/Section.tsx';
import { useCopy } from '../texts/copy.ts';
import { usePageTexts } from '../texts/pages.ts';
import { bandName } from '../texts/words.ts';
import { areInOrder, bandStartsOf, modelOf, withModel } from './draft.ts';
import { PercentInput } from './PercentInput.tsx';
import type { DraftProps } from './SettingsPage.tsx';

/** Where the bands start and when warnings are raised. */
export function ThresholdsTab({ answer, draft, onChange }: DraftProps) {
  const { locale } = useCopy();
  const { settings } = usePageTexts();
  const model = modelOf(answer, draft);
  if (model === null) return null;
  const starts = bandStartsOf(model, draft);
  const thresholds = { ...model.thresholds, ...draft.model.thresholds };
  return (
    <Flex direction="column" gap="md">
      <AutoGrid columnWidth={220} flexible gap="md">
        {(['orange', 'yellow', 'green'] as const).map((band) => (
          <NumberInput
            key={band}
            name={band}
            label={settings.startsAt(bandName(band, locale))}
            value={starts[band]}
            min={1}
            max={99}
            onChange={(from) => onChange(withModel(draft, { bands: { ...starts, [band]: from } }))}
          />
        ))}
      </AutoGrid>
      {!areInOrder(starts) && <Alert title={settings.bandsWrong} variant="danger" />}
      <Section title={settings.responses}>
        <Lines lines={ALERT_LEVELS.map((alert) => alertSentence(alert, locale))} />
      </Section>
      <AutoGrid columnWidth={220} flexible gap="md">
        {(['trend', 'rapidDecline'] as const).map((name) => (
          <NumberInput
            key={name}
            name={name}
            label={name === 'trend' ? settings.trend : settings.rapid}
            value={thresholds[name]}
            min={1}
            max={100}
            onChange={(value) => onChange(withModel(draft, { thresholds: { ...thresholds, [name]: value } }))}
          />
        ))}
        <PercentInput
          name="coverage"
          label={settings.coverage}
          share={draft.model.minimumCoverage ?? model.minimumCoverage}
          onChange={(percent) => onChange(withModel(draft, { minimumCoverage: percent / 100 }))}
        />
      </AutoGrid>
    </Flex>
  );
}
