import { Alert, Flex, Text } from '@hubspot/ui-extensions';
import type { BacktestPreview } from '../../../src/model/settings-preview.ts';
import { numberWords } from '../../../src/scoring/words/format.ts';
import { DataTable } from '../card/DataTable.tsx';
import { useCopy } from '../texts/copy.ts';
import { usePageTexts } from '../texts/pages.ts';

interface PastEffectProps {
  readonly backtest: BacktestPreview;
}

/** Whether a change would have told better who left; says why where the past does not allow to tell. */
export function PastEffect({ backtest }: PastEffectProps) {
  const { locale } = useCopy();
  const { past } = usePageTexts().settings;
  const { before, after, missing, lost, leastLost, days, customers, scores, whole } = backtest;
  const count = (value: number) => numberWords(value, locale);
  if (before === null || after === null) {
    return (
      <Alert title={past.title} variant="info">
        {past.missing[missing ?? 'too-few-lost'](count(lost), count(leastLost))}
      </Alert>
    );
  }
  const hundredths = (auc: number | null) =>
    auc === null ? past.notKnown : past.ofHundred(numberWords(100 * auc, locale));
  const times = (value: number | null) =>
    value === null ? past.notKnown : past.times(numberWords(value, locale, 1));
  const below = (value: number) => past.of(count(value), count(lost));
  const rows = [
    { id: 'below', cells: [past.belowGreen(count(days)), below(before.belowGreen), below(after.belowGreen)] },
    { id: 'red', cells: [past.red(count(days)), times(before.redMultiple), times(after.redMultiple)] },
    { id: 'auc', cells: [past.ranking(count(days)), hundredths(before.auc), hundredths(after.auc)] },
  ];
  return (
    <Flex direction="column" gap="sm">
      <Text format={{ fontWeight: 'demibold' }}>{past.title}</Text>
      <DataTable columns={[past.question, past.now, past.changed]} rows={rows} />
      <Text>{past.verdicts[verdictOf(backtest)]}</Text>
      <Text variant="microcopy">
        {past.basis(count(scores), count(customers))}
        {!whole && ` ${past.sample}`}
      </Text>
    </Flex>
  );
}

/** Surely better or worse only where 95 of 100 repetitions agree. */
function verdictOf({ gain, before, after }: BacktestPreview): 'better' | 'worse' | 'same' | 'unsure' {
  if (gain === null) return 'unsure';
  if (gain.low > 0) return 'better';
  if (gain.high < 0) return 'worse';
  return gain.low === 0 && gain.high === 0 && before?.auc === after?.auc ? 'same' : 'unsure';
}
