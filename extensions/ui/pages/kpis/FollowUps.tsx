import { Flex, Text } from '@hubspot/ui-extensions';
import type { KpiView } from '../../../../src/model/kpi-view.ts';
import { numberWords } from '../../../../src/scoring/words/format.ts';
import { DataTable } from '../../card/DataTable.tsx';
import { Section } from '../../card/Section.tsx';
import { useCopy } from '../../texts/copy.ts';
import { usePageTexts } from '../../texts/pages.ts';
import { useKpiTexts } from '../../texts/proof.ts';
import { dayInWords } from '../../texts/words.ts';

const MOST = 25;

/** Who answered a survey or pays less, and what to do until when. */
export function FollowUps({ followUps: { total, listed } }: Pick<KpiView, 'followUps'>) {
  const { locale, now } = useCopy();
  const { columns } = usePageTexts();
  const texts = useKpiTexts();
  const rows = listed.slice(0, MOST).map((each) => ({
    id: `${each.companyId}-${each.kind}-${each.at}`,
    cells: [
      each.name,
      <Flex key="what" direction="column" gap="flush">
        <Text>
          {each.score === null
            ? texts.kinds[each.kind]
            : `${texts.kinds[each.kind]} (${numberWords(each.score, locale)})`}
        </Text>
        <Text variant="microcopy">{dayInWords(each.at, now, locale)}</Text>
      </Flex>,
      <Flex key="do" direction="column" gap="flush">
        <Text>{each.playTitle[locale]}</Text>
        <Text variant="microcopy">
          {(each.overdue ? texts.overdue : texts.dueBy)(dayInWords(each.dueAt, now, locale))}
        </Text>
      </Flex>,
    ],
  }));
  return (
    <Section title={texts.followUps(numberWords(total, locale))}>
      {rows.length === 0 ? (
        <Text>{texts.followUpsNone}</Text>
      ) : (
        <DataTable columns={[columns.company, texts.what, texts.do]} rows={rows} />
      )}
    </Section>
  );
}
