import { Alert, AutoGrid, Flex } from '@hubspot/ui-extensions';
import { ALERT_LEVELS } from '../../../src/model/bands.ts';
import { MOVABLE_BANDS, SETTING_BOUNDS } from '../../../src/model/setting-bounds.ts';
import { alertSentence } from '../../../src/scoring/words/bands.ts';
import { Lines } from '../card/Lines.tsx';
import { Section } from '../card/Section.tsx';
import { useCopy } from '../texts/copy.ts';
import { usePageTexts } from '../texts/pages.ts';
import { bandName } from '../texts/words.ts';
import { BoundedInput } from './BoundedInput.tsx';
import { bandStartsOf, firstOutOfOrder, modelOf, shareOf, withModel } from './draft.ts';
import { PercentInput } from './PercentInput.tsx';
import type { DraftProps } from './SettingsPage.tsx';

/** Where the bands start and when warnings are raised. */
export function ThresholdsTab({ answer, draft, isSaving, onChange }: DraftProps) {
  const { locale } = useCopy();
  const { settings } = usePageTexts();
  const model = modelOf(answer, draft);
  if (model === null) return null;
  const starts = bandStartsOf(model, draft);
  const wrong = firstOutOfOrder(starts);
  const thresholds = { ...model.thresholds, ...draft.model.thresholds };
  return (
    <Flex direction="column" gap="md">
      <AutoGrid columnWidth={220} flexible gap="md">
        {MOVABLE_BANDS.flatMap((band) => {
          const from = starts[band];
          if (from === undefined) return [];
          return [
            <BoundedInput
              key={band}
              name={band}
              label={settings.startsAt(bandName(band, locale))}
              value={from}
              bounds={SETTING_BOUNDS.bandStart}
              readOnly={isSaving}
              onChange={(moved) => onChange(withModel(draft, { bands: { ...starts, [band]: moved } }))}
            />,
          ];
        })}
      </AutoGrid>
      {wrong !== null && (
        <Alert
          title={settings.bandsWrong(
            bandName(wrong.worse, locale),
            bandName(wrong.better, locale).toLowerCase(),
          )}
          variant="danger"
        />
      )}
      <Section title={settings.responses}>
        <Lines lines={ALERT_LEVELS.map((alert) => alertSentence(alert, locale))} />
      </Section>
      <AutoGrid columnWidth={220} flexible gap="md">
        {(['trend', 'rapidDecline'] as const).map((name) => (
          <BoundedInput
            key={name}
            name={name}
            label={name === 'trend' ? settings.trend : settings.rapid}
            value={thresholds[name]}
            bounds={SETTING_BOUNDS[name]}
            readOnly={isSaving}
            onChange={(value) => onChange(withModel(draft, { thresholds: { ...thresholds, [name]: value } }))}
          />
        ))}
        <PercentInput
          name="coverage"
          label={settings.coverage}
          share={draft.model.minimumCoverage ?? model.minimumCoverage}
          readOnly={isSaving}
          onChange={(percent) => onChange(withModel(draft, { minimumCoverage: shareOf(percent) }))}
        />
      </AutoGrid>
    </Flex>
  );
}
