import { Accordion, Flex, Text } from '@hubspot/ui-extensions';
import type { ProofView } from '../../../../src/model/proof.ts';
import { DataTable } from '../../card/DataTable.tsx';
import { Section } from '../../card/Section.tsx';
import { usePageTexts } from '../../texts/pages.ts';
import { useProofTexts } from '../../texts/proof.ts';
import { useFigures } from './figures.ts';

/** The horizon that is told in words and by segment. */
export const MAIN_HORIZON = 60;

/** Precision, recall, the red multiple and the AUC, 30, 60 and 90 days ahead. */
export function Horizons({ view }: { readonly view: ProofView }) {
  const texts = useProofTexts();
  const { count, share, timesWithin, aucWithin } = useFigures();
  const known = view.horizons.filter(({ scores }) => scores > 0);
  const main = known.find(({ days }) => days === MAIN_HORIZON);
  const { churners, warned, days } = view.leadTimes;
  const rows = known.map((each) => ({
    id: String(each.days),
    cells: [
      texts.days(count(each.days)),
      count(each.scores),
      count(each.lost),
      share(each.baseRate),
      share(each.precisionAtRed),
      share(each.recallAtRed),
      timesWithin(each.redMultiple, each.redMultipleInterval),
      aucWithin(each.auc, each.aucInterval),
    ],
  }));
  return (
    <Section title={texts.horizons}>
      {known.length === 0 ? (
        <Text>{texts.noFigures}</Text>
      ) : (
        <Flex direction="column" gap="sm">
          {main !== undefined && main.churners > 0 && (
            <Text>
              {texts.belowGreen(count(main.churnersBelowGreen), count(main.churners), count(main.days))}
            </Text>
          )}
          {days !== null && <Text>{texts.leadTime(count(warned), count(churners), count(days[1]))}</Text>}
          <DataTable
            columns={[
              texts.horizon,
              texts.scores,
              texts.lost,
              texts.baseRate,
              texts.precision,
              texts.recall,
              texts.multiple,
              texts.auc,
            ]}
            rows={rows}
          />
          <Text variant="microcopy">{texts.aucMeans}</Text>
          {main !== undefined && main.segments.length > 1 && (
            <Accordion title={texts.segments} size="small">
              <Segments segments={main.segments} />
            </Accordion>
          )}
        </Flex>
      )}
    </Section>
  );
}

function Segments({ segments }: Pick<ProofView['horizons'][number], 'segments'>) {
  const { columns, noSegment } = usePageTexts();
  const texts = useProofTexts();
  const { count, share, times, auc } = useFigures();
  const rows = segments.map((each) => ({
    id: each.segment,
    cells: [
      each.segment === 'none' ? noSegment : each.segment,
      count(each.scores),
      count(each.lost),
      share(each.baseRate),
      times(each.redMultiple),
      auc(each.auc),
    ],
  }));
  return (
    <DataTable
      columns={[columns.segment, texts.scores, texts.lost, texts.baseRate, texts.multiple, texts.auc]}
      rows={rows}
    />
  );
}
