import { Checkbox, Flex } from '@hubspot/ui-extensions';
import { FOLLOW_UPS } from '../../../src/model/follow-ups.ts';
import { Section } from '../card/Section.tsx';
import { usePageTexts } from '../texts/pages.ts';
import type { DraftProps } from './SettingsPage.tsx';

/** Which survey answers and contractions become tasks. */
export function FollowUps({ answer, draft, isSaving, onChange }: DraftProps) {
  const { settings } = usePageTexts();
  const chosen = draft.followUps ?? answer.configured.followUps;
  return (
    <Section title={settings.followUps}>
      <Flex direction="column" gap="xs">
        {FOLLOW_UPS.map((kind) => (
          <Checkbox
            key={kind}
            name={`follow-up-${kind}`}
            checked={chosen.includes(kind)}
            readOnly={isSaving}
            onChange={(checked) => {
              const followUps = FOLLOW_UPS.filter((each) =>
                each === kind ? checked : chosen.includes(each),
              );
              onChange({ ...draft, followUps });
            }}
          >
            {settings.followUpKinds[kind]}
          </Checkbox>
        ))}
      </Flex>
    </Section>
  );
}
