import {
  Alert,
  Button,
  Flex,
  Inline,
  Input,
  LoadingButton,
  LoadingSpinner,
  Text,
} from '@hubspot/ui-extensions';
import { useState } from 'react';
import type { SettingsPreview, SettingsVersionAnswer } from '../../../src/model/portal-actions.ts';
import { numberWords } from '../../../src/scoring/words/format.ts';
import { failureWords } from '../card/actions/Outcome.tsx';
import { useAction } from '../service/use-action.ts';
import { useCopy } from '../texts/copy.ts';
import { usePageTexts } from '../texts/pages.ts';
import { areInOrder, bandStartsOf, isSame, modelOf } from './draft.ts';
import { Effect } from './Effect.tsx';
import type { DraftProps } from './SettingsPage.tsx';

interface SaveBarProps extends DraftProps {
  readonly onSaved: () => void;
}

/** See what a change would do, say why, save it; or forget it. */
export function SaveBar({ answer, draft, onChange, onSaved }: SaveBarProps) {
  const copy = useCopy();
  const { settings } = usePageTexts();
  const [note, setNote] = useState('');
  const preview = useAction<SettingsPreview>('previewSettings');
  const save = useAction<SettingsVersionAnswer>('saveSettings', onSaved);
  const current = answer.versions[0];
  if (current === undefined) return null;
  if (isSame(current.settings, draft)) {
    const version = numberWords(current.version, copy.locale);
    return current.version === 0 ? (
      <Text variant="microcopy">{settings.unchanged}</Text>
    ) : (
      <Text variant="microcopy">{settings.saved(version)}</Text>
    );
  }
  const model = modelOf(answer, draft);
  const isValid = model !== null && areInOrder(bandStartsOf(model, draft));
  const busy = preview.state.kind === 'busy' || save.state.kind === 'busy';
  return (
    <Flex direction="column" gap="sm">
      {preview.state.kind === 'busy' && <LoadingSpinner label={settings.previewing} showLabel size="xs" />}
      {preview.state.kind === 'done' && <Effect preview={preview.state.answer} />}
      {preview.state.kind === 'failed' && (
        <Alert title={settings.previewFailed} variant="danger">
          {failureWords(preview.state.error, copy)}
        </Alert>
      )}
      {save.state.kind === 'failed' && (
        <Alert title={settings.notSaved} variant="danger">
          {failureWords(save.state.error, copy)}
        </Alert>
      )}
      <Input label={settings.note} name="note" value={note} onInput={setNote} />
      <Inline gap="sm">
        <LoadingButton
          loading={preview.state.kind === 'busy'}
          disabled={busy || !isValid}
          onClick={() => void preview.run({ settings: draft })}
        >
          {settings.preview}
        </LoadingButton>
        <LoadingButton
          variant="primary"
          loading={save.state.kind === 'busy'}
          disabled={busy || !isValid}
          onClick={() => void save.run({ settings: draft, basedOn: current.version, note })}
        >
          {settings.save}
        </LoadingButton>
        <Button disabled={busy} onClick={() => onChange(current.settings)}>
          {settings.discard}
        </Button>
      </Inline>
    </Flex>
  );
}
