import { Text } from '@hubspot/ui-extensions';
import { numberWords } from '../../../../src/scoring/words/format.ts';
import { Lines } from '../../card/Lines.tsx';
import { useCopy } from '../../texts/copy.ts';
import { useKpiTexts } from '../../texts/proof.ts';

/** Why customers left, as far as anybody said. */
export function Reasons({ reasons }: { readonly reasons: Readonly<Record<string, number>> }) {
  const { locale } = useCopy();
  const { reasonNames, noReasons } = useKpiTexts();
  const names: Readonly<Record<string, string>> = reasonNames;
  const lines = Object.entries(reasons)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${names[reason] ?? reason}: ${numberWords(count, locale)}`);
  return lines.length === 0 ? <Text>{noReasons}</Text> : <Lines lines={lines} />;
}
