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
import type { PortalSettings } from '../../../src/model/portal-settings.ts';
import { numberWords } from '../../../src/scoring/words/format.ts';
import { failureWords } from '../card/actions/Outcome.tsx';
import { type Action, useAction } from '../service/use-action.ts';
import { useCopy } from '../texts/copy.ts';
import { usePageTexts } from '../texts/pages.ts';
import { bandStartsOf, firstOutOfOrder, isSame, modelOf } from './draft.ts';
import { Effect } from './Effect.tsx';
import type { DraftProps } from './SettingsPage.tsx';

interface SaveBarProps extends DraftProps {
  readonly save: Action<SettingsVersionAnswer>;
}

/** See what a change would do, say why, save it; or forget it. */
export function SaveBar({ answer, draft, isSaving, onChange, save }: SaveBarProps) {
  const copy = useCopy();
  const { settings } = usePageTexts();
  const [note, setNote] = useState('');
  const [previewed, setPreviewed] = useState<PortalSettings | null>(null);
  const preview = useAction<SettingsPreview>('previewSettings');
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
  const isValid = model === null || firstOutOfOrder(bandStartsOf(model, draft)) === null;
  const isPreviewing = preview.state.kind === 'busy';
  const busy = isPreviewing || isSaving;
  // An answer about another draft would stand beside a button that saves this one.
  const answered = previewed !== null && isSame(previewed, draft) ? preview.state : null;
  const ask = () => {
    setPreviewed(draft);
    void preview.run({ settings: draft });
  };
  return (
    <Flex direction="column" gap="sm">
      {isPreviewing && <LoadingSpinner label={settings.previewing} showLabel size="xs" />}
      {answered?.kind === 'done' && <Effect preview={answered.answer} />}
      {answered?.kind === 'failed' && (
        <Alert title={settings.previewFailed} variant="danger">
          {failureWords(answered.error, copy)}
        </Alert>
      )}
      {save.state.kind === 'failed' && (
        <Alert title={settings.notSaved} variant="danger">
          {failureWords(save.state.error, copy)}
        </Alert>
      )}
      <Input label={settings.note} name="note" value={note} readOnly={isSaving} onInput={setNote} />
      <Inline gap="sm">
        <LoadingButton loading={isPreviewing} disabled={busy || !isValid} onClick={ask}>
          {settings.preview}
        </LoadingButton>
        <LoadingButton
          variant="primary"
          loading={isSaving}
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
