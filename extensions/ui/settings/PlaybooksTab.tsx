import { Button, Flex, Text } from '@hubspot/ui-extensions';
import { ownTextIn } from '../../../src/model/own-text.ts';
import type { PlaybookOption } from '../../../src/model/portal-actions.ts';
import { DataTable } from '../card/DataTable.tsx';
import { Section } from '../card/Section.tsx';
import { useCopy } from '../texts/copy.ts';
import { usePageTexts } from '../texts/pages.ts';
import { stepsOf, withSteps } from './draft.ts';
import { NewStep } from './NewStep.tsx';
import type { DraftProps } from './SettingsPage.tsx';

/** The steps of each playbook: shipped ones may be left out, own ones added. */
export function PlaybooksTab(props: DraftProps) {
  const { settings } = usePageTexts();
  return (
    <Flex direction="column" gap="lg">
      <Text>{settings.playbooksIntro}</Text>
      {props.answer.playbooks.map((playbook) => (
        <Section key={playbook.band} title={settings.playbookNames[playbook.band]}>
          <Steps {...props} playbook={playbook} />
          <NewStep {...props} band={playbook.band} />
        </Section>
      ))}
    </Flex>
  );
}

function Steps({
  draft,
  isSaving,
  onChange,
  playbook: { band, steps },
}: DraftProps & { readonly playbook: PlaybookOption }) {
  const { locale } = useCopy();
  const { settings } = usePageTexts();
  const { removed, added } = stepsOf(draft, band);
  const shipped = steps.map(({ id, title }) => {
    const isOut = removed.includes(id);
    const next = isOut ? removed.filter((each) => each !== id) : [...removed, id];
    return {
      id,
      cells: [
        title[locale],
        isOut ? settings.leftOut : settings.inPlan,
        <Button
          key="toggle"
          size="xs"
          disabled={isSaving}
          onClick={() => onChange(withSteps(draft, band, { removed: next }))}
        >
          {isOut ? settings.useAgain : settings.leaveOut}
        </Button>,
      ],
    };
  });
  const own = added.map(({ id, title }) => ({
    id,
    cells: [
      ownTextIn(title, locale),
      settings.ownStep,
      <Button
        key="remove"
        size="xs"
        disabled={isSaving}
        onClick={() => onChange(withSteps(draft, band, { added: added.filter((each) => each.id !== id) }))}
      >
        {settings.remove}
      </Button>,
    ],
  }));
  return (
    <DataTable
      columns={[settings.step, settings.stepState, settings.stepChange]}
      rows={[...shipped, ...own]}
    />
  );
}
