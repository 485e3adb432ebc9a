import { Flex, Text } from '@hubspot/ui-extensions';
import { type Band } from '../../../src/model/bands.ts';
import { type HealthBreakdown } from '../../../src/model/breakdown.ts';
import { indicatorById } from '../../../src/scoring/indicators/index.ts';
import { playbookOf } from '../../../src/scoring/engine/classify.ts';
import { BAND_PLAYBOOKS } from '../../../src/scoring/playbooks/bands/index.ts';
import { dueHours, dueWords, urgencyOf } from '../../../src/scoring/playbooks/due.ts';
import { indicatorTitle, PLAYBOOK_WORDS } from '../../../src/scoring/words/index.ts';
import { useCopy } from '../texts/copy.ts';
import { indicatorTarget, indicatorValue } from '../texts/words.ts';
import { DataTable } from './DataTable.tsx';
import { Section } from './Section.tsx';

interface PlaybookTabProps {
  readonly detail: HealthBreakdown;
  /** The band people see. */
  readonly band: Band;
}

/** What to do now: the steps of the band, then the reasons to work on. */
export function PlaybookTab({ detail, band }: PlaybookTabProps) {
  const { locale, texts } = useCopy();
  const playbook = playbookOf(band);
  if (band === 'unknown' || playbook === null) return <Text>{texts.playbook.none}</Text>;
  const { result } = detail;
  const urgency = urgencyOf(band, result.alert);
  const rows = BAND_PLAYBOOKS[playbook].tasks.map(({ id, subject, owner, due }) => ({
    id,
    cells: [subject[locale], texts.owners[owner], dueWords(dueHours(due, urgency, playbook), locale)],
  }));
  return (
    <Flex direction="column" gap="md">
      <Section title={PLAYBOOK_WORDS[playbook][locale]}>
        <DataTable columns={[texts.playbook.step, texts.playbook.owner, texts.playbook.due]} rows={rows} />
      </Section>
      <Reasons detail={detail} />
    </Flex>
  );
}

/** The indicators the plays are for: where they stand and where they should be. */
function Reasons({ detail: { result } }: Pick<PlaybookTabProps, 'detail'>) {
  const { locale, texts } = useCopy();
  const rows = (result.playbook?.plays ?? []).flatMap(({ indicator }) => {
    const found = result.indicators.find(({ id }) => id === indicator);
    if (found === undefined) return [];
    const title = indicatorTitle(indicator, locale, indicatorById);
    return [
      { id: indicator, cells: [title, indicatorValue(found, locale), indicatorTarget(indicator, locale)] },
    ];
  });
  if (rows.length === 0) return null;
  const { indicator, now, target } = texts.indicators;
  return (
    <Section title={texts.playbook.reasons}>
      <DataTable columns={[indicator, now, target]} rows={rows} />
    </Section>
  );
}
