import { Alert, Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import type { SettingsVersionAnswer } from '../../../../src/model/portal-actions.ts';
import { failureWords } from '../../card/actions/Outcome.tsx';
import { DataTable } from '../../card/DataTable.tsx';
import { useAction } from '../../service/use-action.ts';
import { useCopy } from '../../texts/copy.ts';
import { usePageTexts } from '../../texts/pages.ts';
import { useProofTexts } from '../../texts/proof.ts';
import { ago } from '../../texts/words.ts';
import { UNKNOWN, useFigures } from './figures.ts';
import type { ProofProps } from './ProofTab.tsx';

/** Every version of the model with its author; going back makes a new one. */
export function Versions({ answer: { models }, reload }: ProofProps) {
  const copy = useCopy();
  const { settings } = usePageTexts();
  const texts = useProofTexts();
  const { count } = useFigures();
  const { state, run } = useAction<SettingsVersionAnswer>('rollBackModel', reload);
  const basedOn = models[0]?.version ?? 0;
  const rows = models.map(({ version, author, note, createdAt, current }) => ({
    id: String(version),
    cells: [
      version === 0 ? settings.shipped : count(version),
      author,
      createdAt === null ? UNKNOWN : ago(createdAt, copy.now, copy.locale),
      note === '' ? UNKNOWN : note,
      current ? (
        <Text key="current">{settings.current}</Text>
      ) : (
        <LoadingButton
          key="back"
          size="xs"
          loading={state.kind === 'busy'}
          onClick={() => void run({ toVersion: version, basedOn, note: '' })}
        >
          {texts.rollBack}
        </LoadingButton>
      ),
    ],
  }));
  const { version, author, when, why, restore } = settings;
  return (
    <Flex direction="column" gap="xs">
      {state.kind === 'failed' && (
        <Alert title={texts.failed} variant="danger">
          {failureWords(state.error, copy)}
        </Alert>
      )}
      <DataTable columns={[version, author, when, why, restore]} rows={rows} />
    </Flex>
  );
}
