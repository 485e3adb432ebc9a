import { AutoGrid, Flex, ProgressBar, type ProgressBarProps, Text, Tile } from '@hubspot/ui-extensions';
import { type HealthBreakdown } from '../../../src/model/breakdown.ts';
import { type PlainHealth } from '../health/properties.ts';
import { dimensionTitle } from '../health/words.ts';
import { useCopy } from '../texts/copy.ts';
import { dimensionName } from '../../../src/scoring/words/names.ts';
import { numberWords, percentWords } from '../../../src/scoring/words/format.ts';
import { partChange } from './Change.tsx';

interface DimensionsProps {
  readonly plain: PlainHealth;
  readonly detail: HealthBreakdown | null;
}

/** The parts of the score: weight, own score as number and bar, change. */
export function Dimensions({ plain, detail }: DimensionsProps) {
  const { locale } = useCopy();
  const dimensions: readonly DimensionProps[] =
    detail?.result.dimensions.map(({ id, score, weight }) => ({
      id,
      name: dimensionTitle(detail, id)[locale],
      score,
      weight,
      change: detail.dimensionChanges[id] ?? null,
    })) ??
    plain.dimensions.map(({ id, score }) => ({
      id,
      name: dimensionName(id, locale),
      score,
      weight: null,
      change: null,
    }));
  return (
    <AutoGrid columnWidth={200} flexible gap="sm">
      {dimensions.map((dimension) => (
        <Dimension key={dimension.id} {...dimension} />
      ))}
    </AutoGrid>
  );
}

interface DimensionProps {
  readonly id: string;
  readonly name: string;
  readonly score: number | null;
  /** Effective share of the score; null when only the properties are known. */
  readonly weight: number | null;
  readonly change: number | null;
}

function Dimension({ name, score, weight, change }: DimensionProps) {
  const copy = useCopy();
  const { locale, texts } = copy;
  const changeWords = change !== null && partChange(change, copy);
  const weightWords = score !== null && weight !== null && texts.weight(percentWords(weight, locale));
  return (
    <Tile compact>
      <Flex direction="column" gap="xs">
        <Text format={{ fontWeight: 'demibold' }}>{name}</Text>
        {score === null ? (
          <Text variant="microcopy">{texts.noWeight}</Text>
        ) : (
          <ProgressBar
            aria-label={name}
            value={Math.min(100, score)}
            maxValue={100}
            valueDescription={texts.ofHundred(numberWords(score, locale))}
            variant={variantOf(score)}
          />
        )}
        <Text variant="microcopy">{[changeWords, weightWords].filter(Boolean).join(' · ')}</Text>
      </Flex>
    </Tile>
  );
}

/** HubSpot's bars have three colours; the number beside them says the rest. */
function variantOf(score: number): ProgressBarProps['variant'] {
  if (score >= 80) return 'success';
  return score < 40 ? 'danger' : 'warning';
}
