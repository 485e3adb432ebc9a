import { Flex, Text } from '@hubspot/ui-extensions';
import type { KpiView } from '../../../../src/model/kpi-view.ts';
import { numberWords, percentWords } from '../../../../src/scoring/words/format.ts';
import { DataTable } from '../../card/DataTable.tsx';
import { useCopy } from '../../texts/copy.ts';
import { monthWords } from '../../texts/pages.ts';
import { useKpiTexts } from '../../texts/proof.ts';

/** Months after the start that are told; more do not fit a narrow page. */
const MONTHS = [3, 6, 12];
const NEWEST = 13;

/** Who of each month's beginners is still a customer. */
export function Cohorts({ cohorts }: Pick<KpiView, 'cohorts'>) {
  const { locale } = useCopy();
  const texts = useKpiTexts();
  if (cohorts.length === 0) return <Text>{texts.noCohorts}</Text>;
  const rows = cohorts.slice(-NEWEST).map(({ month, customers, retained }) => ({
    id: month,
    cells: [
      <Flex key="month" direction="column" gap="flush">
        <Text>{monthWords(month, locale)}</Text>
        <Text variant="microcopy">{texts.began(numberWords(customers, locale))}</Text>
      </Flex>,
      ...MONTHS.map((months) => {
        const share = retained[months - 1];
        return share === undefined ? '' : percentWords(share, locale);
      }),
    ],
  }));
  return (
    <Flex direction="column" gap="xs">
      <Text variant="microcopy">{texts.cohortsMeans}</Text>
      <DataTable
        columns={[texts.cohort, ...MONTHS.map((months) => texts.after(numberWords(months, locale)))]}
        rows={rows}
      />
    </Flex>
  );
}
