import { Flex, Text } from '@hubspot/ui-extensions';
import { type HealthBreakdown } from '../../../src/model/breakdown.ts';
import { PLAYBOOK_WORDS } from '../../../src/scoring/words/index.ts';
import { useCopy } from '../texts/copy.ts';
import { Section } from './Section.tsx';

/** What to do now: the steps of the band, then the plays for the costliest reasons. */
export function PlaybookTab({ detail }: { readonly detail: HealthBreakdown }) {
  const { locale, texts } = useCopy();
  const { playbook } = detail.result;
  if (playbook === null) return <Text>{texts.playbook.none}</Text>;
  return (
    <Flex direction="column" gap="md">
      <Section title={PLAYBOOK_WORDS[playbook.band][locale]}>
        <Text>{playbook.plays.map((play) => play.id).join(', ')}</Text>
      </Section>
    </Flex>
  );
}
