import type { ProofView } from '../../../../src/model/proof.ts';
import { Lines } from '../../card/Lines.tsx';
import { useCopy } from '../../texts/copy.ts';
import { useProofTexts } from '../../texts/proof.ts';

/** Whether a chance is shown with every company, and why not. */
export function Probabilities({ view: { probabilities } }: { readonly view: ProofView }) {
  const { locale } = useCopy();
  const { renewal, expansion } = useProofTexts();
  return (
    <Lines
      lines={[
        `${renewal}: ${probabilities.renewal.says[locale]}`,
        `${expansion}: ${probabilities.expansion.says[locale]}`,
      ]}
    />
  );
}
