import { AutoGrid, Flex, Text } from '@hubspot/ui-extensions';
import { Section } from '../card/Section.tsx';
import { useCopy } from '../texts/copy.ts';
import { usePageTexts } from '../texts/pages.ts';
import { hasWeights, modelOf, segmentWeight, withSegment } from './draft.ts';
import { PercentInput } from './PercentInput.tsx';
import type { DraftProps } from './SettingsPage.tsx';

/** How each segment weighs the dimensions. */
export function SegmentsTab({ answer, draft, isSaving, onChange }: DraftProps) {
  const { locale } = useCopy();
  const { settings } = usePageTexts();
  const model = modelOf(answer, draft);
  if (model === null) return null;
  if (!hasWeights(model)) return <Text>{settings.noWeights}</Text>;
  return (
    <Flex direction="column" gap="md">
      <Text>{settings.segmentsIntro}</Text>
      {answer.segments.map((segment) => (
        <Section key={segment.id} title={segment.title[locale]}>
          <AutoGrid columnWidth={220} flexible gap="md">
            {model.dimensions.map(({ id, title }) => (
              <PercentInput
                key={id}
                name={`${segment.id}-${id}`}
                label={settings.weightOf(title[locale])}
                share={segmentWeight(answer, model, draft, segment.id, id)}
                readOnly={isSaving}
                onChange={(percent) => onChange(withSegment(answer, model, draft, segment.id, id, percent))}
              />
            ))}
          </AutoGrid>
        </Section>
      ))}
    </Flex>
  );
}
