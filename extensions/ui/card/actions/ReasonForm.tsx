import { Button, Flex, Inline, LoadingButton, Text, TextArea, Tile } from '@hubspot/ui-extensions';
import { type ReactNode, useState } from 'react';
import { useCopy } from '../../texts/copy.ts';
import { type Deed, useCardActions } from './card-actions.ts';

/** As the service asks (`model/card-actions.ts`). */
const SHORTEST_REASON = 3;
const LONGEST_REASON = 500;

interface ReasonFormProps {
  readonly title: string;
  readonly deed: Deed;
  readonly children: ReactNode;
  readonly onSave: (reason: string) => void;
}

/** A small form in the card that cannot be saved without a reason. */
export function ReasonForm({ title, deed, children, onSave }: ReasonFormProps) {
  const { texts } = useCopy();
  const { busy, deeds, openForm } = useCardActions();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const isMissing = reason.trim().length < SHORTEST_REASON;
  const save = () => {
    setTried(true);
    if (!isMissing) onSave(reason.trim());
  };
  return (
    <Tile compact>
      <Flex direction="column" gap="sm">
        <Text format={{ fontWeight: 'bold' }}>{title}</Text>
        {children}
        <TextArea
          label={texts.actions.reason}
          name="reason"
          required
          value={reason}
          maxLength={LONGEST_REASON}
          description={texts.actions.reasonHelp}
          error={tried && isMissing}
          validationMessage={tried && isMissing ? texts.actions.reasonMissing : ''}
          onInput={setReason}
        />
        <Inline gap="sm">
          <LoadingButton
            variant="primary"
            size="sm"
            loading={deeds[deed].state.kind === 'busy'}
            disabled={busy}
            onClick={save}
          >
            {texts.actions.save}
          </LoadingButton>
          <Button size="sm" disabled={busy} onClick={() => openForm(null)}>
            {texts.actions.cancel}
          </Button>
        </Inline>
      </Flex>
    </Tile>
  );
}
