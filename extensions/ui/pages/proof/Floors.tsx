import { StatusTag } from '@hubspot/ui-extensions';
import type { ProofView } from '../../../../src/model/proof.ts';
import { DataTable } from '../../card/DataTable.tsx';
import { Section } from '../../card/Section.tsx';
import { useCopy } from '../../texts/copy.ts';
import { useProofTexts } from '../../texts/proof.ts';
import { useFigures } from './figures.ts';

type Floor = ProofView['floors'][number];

/** The three tests a score has to pass, and how this one did. */
export function Floors({ view: { floors } }: { readonly view: ProofView }) {
  const { locale } = useCopy();
  const texts = useProofTexts();
  const { share, times } = useFigures();
  const write = ({ id }: Floor, value: number | null) =>
    id === 'red-multiple' ? times(value) : share(value);
  const rows = floors.map((floor) => ({
    id: floor.id,
    cells: [
      floor.title[locale],
      write(floor, floor.value),
      floor.id === 'green-share'
        ? texts.atMost(write(floor, floor.bar))
        : texts.atLeast(write(floor, floor.bar)),
      <Result key="result" met={floor.met} />,
    ],
  }));
  return (
    <Section title={texts.floors}>
      <DataTable columns={[texts.floor, texts.value, texts.bar, texts.result]} rows={rows} />
    </Section>
  );
}

function Result({ met }: Pick<Floor, 'met'>) {
  const texts = useProofTexts();
  if (met === null) return <StatusTag variant="default">{texts.open}</StatusTag>;
  return <StatusTag variant={met ? 'success' : 'danger'}>{met ? texts.met : texts.missed}</StatusTag>;
}
