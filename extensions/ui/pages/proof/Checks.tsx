import { Text } from '@hubspot/ui-extensions';
import type { ProofAnswer } from '../../../../src/model/proof.ts';
import { DataTable } from '../../card/DataTable.tsx';
import { useCopy } from '../../texts/copy.ts';
import { usePageTexts } from '../../texts/pages.ts';
import { useProofTexts } from '../../texts/proof.ts';
import { dayInWords } from '../../texts/words.ts';
import { useFigures } from './figures.ts';

/** The figures of earlier weeks, newest first. */
export function Checks({ history }: Pick<ProofAnswer, 'history'>) {
  const { locale, now } = useCopy();
  const { settings } = usePageTexts();
  const texts = useProofTexts();
  const { auc, times, count } = useFigures();
  if (history.length === 0) return <Text>{texts.none}</Text>;
  const rows = [...history].reverse().map((each) => ({
    id: each.until,
    cells: [
      dayInWords(each.until, now, locale),
      `${settings.version} ${count(each.model.version)}`,
      auc(each.auc),
      times(each.redMultiple),
    ],
  }));
  return <DataTable columns={[texts.on, settings.model, texts.auc, texts.multiple]} rows={rows} />;
}
