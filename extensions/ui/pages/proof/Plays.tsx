import { Flex, Text } from '@hubspot/ui-extensions';
import type { ProofView } from '../../../../src/model/proof.ts';
import { DataTable } from '../../card/DataTable.tsx';
import { useCopy } from '../../texts/copy.ts';
import { useProofTexts } from '../../texts/proof.ts';
import { useFigures } from './figures.ts';

/** What followed plays, beside what followed where nobody played. */
export function Plays({ plays }: Pick<ProofView, 'plays'>) {
  const { locale } = useCopy();
  const texts = useProofTexts();
  const { count, points } = useFigures();
  if (plays.length === 0) return <Text>{texts.noPlays}</Text>;
  const rows = plays.map((each) => ({
    id: each.play,
    cells: [each.title[locale], count(each.compared), points(each.change), points(each.changeWithout)],
  }));
  return (
    <Flex direction="column" gap="xs">
      <Text variant="microcopy">{texts.playsMeans}</Text>
      <DataTable columns={[texts.play, texts.compared, texts.withPlay, texts.without]} rows={rows} />
    </Flex>
  );
}
