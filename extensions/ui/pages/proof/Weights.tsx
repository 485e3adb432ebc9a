import { Alert, Flex, Inline, Input, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useState } from 'react';
import type { SettingsPreview, SettingsVersionAnswer } from '../../../../src/model/portal-actions.ts';
import type { ProofView } from '../../../../src/model/proof.ts';
import { failureWords } from '../../card/actions/Outcome.tsx';
import { Section } from '../../card/Section.tsx';
import { useAction } from '../../service/use-action.ts';
import { Effect } from '../../settings/Effect.tsx';
import { useCopy } from '../../texts/copy.ts';
import { useProofTexts } from '../../texts/proof.ts';
import { useFigures } from './figures.ts';
import type { ProofProps } from './ProofTab.tsx';

interface WeightsProps extends ProofProps {
  readonly view: ProofView;
}

/** What the past says about the weights, and whether to follow it. */
export function Weights({ answer, view: { weights, until }, reload }: WeightsProps) {
  const { locale } = useCopy();
  const texts = useProofTexts();
  const { aucWithin } = useFigures();
  const { comparison } = weights;
  return (
    <Section title={texts.weights}>
      <Text>{weights.says[locale]}</Text>
      {comparison !== null && (
        <Text variant="microcopy">
          {texts.comparison(
            aucWithin(comparison.current.auc, comparison.current.interval),
            aucWithin(comparison.proposed.auc, comparison.proposed.interval),
          )}
        </Text>
      )}
      {weights.accepted &&
        (answer.published ? (
          <Alert title={texts.published} variant="success" />
        ) : (
          <Proposal until={until} basedOn={answer.models[0]?.version ?? 0} onPublished={reload} />
        ))}
    </Section>
  );
}

interface ProposalProps {
  readonly until: string;
  readonly basedOn: number;
  readonly onPublished: () => void;
}

/** First what it would move, then a reason, then the step itself. */
function Proposal({ until, basedOn, onPublished }: ProposalProps) {
  const copy = useCopy();
  const texts = useProofTexts();
  const [note, setNote] = useState('');
  const preview = useAction<SettingsPreview>('previewProposal');
  const publish = useAction<SettingsVersionAnswer>('publishProposal', onPublished);
  const failed = [preview.state, publish.state].find((state) => state.kind === 'failed');
  const busy = preview.state.kind === 'busy' || publish.state.kind === 'busy';
  return (
    <Flex direction="column" gap="sm">
      {preview.state.kind === 'done' && <Effect preview={preview.state.answer} />}
      {failed?.kind === 'failed' && (
        <Alert title={texts.failed} variant="danger">
          {failureWords(failed.error, copy)}
        </Alert>
      )}
      {preview.state.kind === 'done' && (
        <Input label={texts.note} name="proposal-note" value={note} onInput={setNote} />
      )}
      <Inline gap="sm">
        <LoadingButton
          loading={preview.state.kind === 'busy'}
          disabled={busy}
          onClick={() => void preview.run({})}
        >
          {texts.see}
        </LoadingButton>
        {preview.state.kind === 'done' && (
          <LoadingButton
            variant="primary"
            loading={publish.state.kind === 'busy'}
            disabled={busy}
            onClick={() => void publish.run({ until, basedOn, note })}
          >
            {texts.publish}
          </LoadingButton>
        )}
      </Inline>
    </Flex>
  );
}
