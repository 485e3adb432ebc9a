import { Flex, Text } from '@hubspot/ui-extensions';
import type { ProofView } from '../../../../src/model/proof.ts';
import { DataTable } from '../../card/DataTable.tsx';
import { Section } from '../../card/Section.tsx';
import { useCopy } from '../../texts/copy.ts';
import { usePageTexts } from '../../texts/pages.ts';
import { useProofTexts } from '../../texts/proof.ts';
import { dayInWords } from '../../texts/words.ts';
import { UNKNOWN, useFigures } from './figures.ts';

type MissList = ProofView['missedChurners'];

/** Where the score was wrong, by name: customers it lost without a word, and alarms that came to nothing. */
export function Misses({ view }: { readonly view: ProofView }) {
  const texts = useProofTexts();
  const { count } = useFigures();
  const { missedChurners, falseAlarms } = view;
  return (
    <Flex direction="column" gap="md">
      <Section title={texts.missedChurners(count(missedChurners.total))}>
        <Names misses={missedChurners} />
      </Section>
      <Section title={texts.falseAlarms(count(falseAlarms.total))}>
        <Names misses={falseAlarms} />
      </Section>
    </Flex>
  );
}

function Names({ misses: { total, listed } }: { readonly misses: MissList }) {
  const { locale, now } = useCopy();
  const { columns } = usePageTexts();
  const texts = useProofTexts();
  const { count, points } = useFigures();
  if (listed.length === 0) return <Text>{texts.none}</Text>;
  const left = listed.some(({ churnedAt }) => churnedAt !== null);
  return (
    <Flex direction="column" gap="xs">
      <DataTable
        columns={[columns.company, texts.scoreThen, texts.on, ...(left ? [texts.leftOn] : [])]}
        rows={listed.map(({ companyId, name, asOf, score, churnedAt }) => ({
          id: `${companyId}-${asOf}`,
          cells: [
            name,
            points(score),
            dayInWords(asOf, now, locale),
            ...(left ? [churnedAt === null ? UNKNOWN : dayInWords(churnedAt, now, locale)] : []),
          ],
        }))}
      />
      {listed.length < total && (
        <Text variant="microcopy">{texts.listed(count(listed.length), count(total))}</Text>
      )}
    </Flex>
  );
}
