import { BarChart, Flex, Text } from '@hubspot/ui-extensions';
import type { ProofView } from '../../../../src/model/proof.ts';
import { DataTable } from '../../card/DataTable.tsx';
import { Section } from '../../card/Section.tsx';
import { useProofTexts } from '../../texts/proof.ts';
import { useFigures } from './figures.ts';
import { MAIN_HORIZON } from './Horizons.tsx';

/** What the score claims beside what happened, riskiest scores first. */
export function Calibration({ view }: { readonly view: ProofView }) {
  const texts = useProofTexts();
  const { count, share } = useFigures();
  const bins = view.horizons.find(({ days }) => days === MAIN_HORIZON)?.calibration ?? [];
  if (bins.length === 0) return null;
  const percent = (value: number) => Math.round(value * 1000) / 10;
  const data = bins.flatMap(({ predicted, observed }, index) => [
    { group: String(index + 1), share: percent(predicted), what: texts.predicted },
    { group: String(index + 1), share: percent(observed), what: texts.observed },
  ]);
  return (
    <Section title={texts.calibration}>
      <Flex direction="column" gap="sm">
        <Text>{texts.calibrationMeans}</Text>
        <BarChart
          data={data}
          axes={{
            x: { field: 'group', fieldType: 'category', label: texts.group },
            y: { field: 'share', fieldType: 'linear', label: texts.share },
            options: {
              groupFieldByColor: 'what',
              colors: { [texts.predicted]: 'blue', [texts.observed]: 'orange' },
            },
          }}
          options={{ title: `${texts.predicted} / ${texts.observed}`, showLegend: true, showTooltips: true }}
        />
        <DataTable
          columns={[texts.group, texts.scores, texts.predicted, texts.observed]}
          rows={bins.map(({ n, predicted, observed }, index) => ({
            id: String(index),
            cells: [count(index + 1), count(n), share(predicted), share(observed)],
          }))}
        />
      </Flex>
    </Section>
  );
}
