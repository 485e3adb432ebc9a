import type { ProofView } from '../../../../src/model/proof.ts';
import { DataTable } from '../../card/DataTable.tsx';
import { useCopy } from '../../texts/copy.ts';
import { useProofTexts } from '../../texts/proof.ts';
import { useFigures } from './figures.ts';

/** What each indicator can tell alone, its share of the score, and what to do about it. */
export function Review({ review }: Pick<ProofView, 'review'>) {
  const { locale } = useCopy();
  const texts = useProofTexts();
  const { share, aucWithin } = useFigures();
  const rows = review.map((each) => ({
    id: each.indicator,
    cells: [
      each.title[locale],
      aucWithin(each.skill.auc, each.skill.interval),
      share(each.currentShare),
      share(each.proposedShare),
      each.drifting ? `${each.adviceTitle[locale]} · ${texts.drifting}` : each.adviceTitle[locale],
    ],
  }));
  const { indicator, skill, currentShare, proposedShare, advice } = texts;
  return <DataTable columns={[indicator, skill, currentShare, proposedShare, advice]} rows={rows} />;
}
