import { Accordion, AutoGrid, Flex, Select, Text } from '@hubspot/ui-extensions';
import type { ModelOption } from '../../../src/model/portal-actions.ts';
import { percentWords } from '../../../src/scoring/words/format.ts';
import { useCopy } from '../texts/copy.ts';
import { usePageTexts } from '../texts/pages.ts';
import { dimensionWeight, hasWeights, modelOf, withDimension, withIndicator } from './draft.ts';
import { PercentInput } from './PercentInput.tsx';
import type { DraftProps } from './SettingsPage.tsx';

/** Which model, and how much each of its parts counts. */
export function ModelTab({ answer, draft, isSaving, onChange }: DraftProps) {
  const { locale } = useCopy();
  const { settings } = usePageTexts();
  const model = modelOf(answer, draft);
  if (model === null) return null;
  return (
    <Flex direction="column" gap="md">
      <Select
        label={settings.model}
        name="model"
        value={model.id}
        options={answer.models.map(({ id, title }) => ({ value: id, label: title[locale] }))}
        readOnly={isSaving}
        onChange={(id) => onChange({ ...draft, modelId: String(id), model: {} })}
      />
      {hasWeights(model) ? (
        <Weights {...{ model, draft, isSaving, onChange }} />
      ) : (
        <Text>{settings.noWeights}</Text>
      )}
    </Flex>
  );
}

interface WeightsProps extends Omit<DraftProps, 'answer'> {
  readonly model: ModelOption;
}

function Weights({ model, draft, isSaving, onChange }: WeightsProps) {
  const { locale } = useCopy();
  const { settings } = usePageTexts();
  const sum = model.dimensions.reduce((total, { id }) => total + dimensionWeight(model, draft, id), 0);
  return (
    <Flex direction="column" gap="md">
      <AutoGrid columnWidth={220} flexible gap="md">
        {model.dimensions.map(({ id, title }) => (
          <PercentInput
            key={id}
            name={id}
            label={settings.weightOf(title[locale])}
            share={dimensionWeight(model, draft, id)}
            readOnly={isSaving}
            onChange={(percent) => onChange(withDimension(model, draft, id, percent))}
          />
        ))}
      </AutoGrid>
      <Text variant="microcopy">{settings.sum(percentWords(sum, locale))}</Text>
      {model.dimensions.map(({ id, title, indicators }) => (
        <Accordion key={id} title={settings.indicatorsOf(title[locale])} size="small">
          <AutoGrid columnWidth={260} flexible gap="sm">
            {indicators.map((indicator) => (
              <PercentInput
                key={indicator.id}
                name={indicator.id}
                label={settings.indicatorWeight(indicator.title[locale])}
                share={draft.model.indicators?.[indicator.id] ?? indicator.weight}
                readOnly={isSaving}
                onChange={(percent) => onChange(withIndicator(model, draft, indicator.id, percent))}
              />
            ))}
          </AutoGrid>
        </Accordion>
      ))}
    </Flex>
  );
}
