import { Flex, ProgressBar, StatusTag, Text } from '@hubspot/ui-extensions';
import type { HealthBreakdown, PlanStepWords } from '../../../src/model/breakdown.ts';
import { PLAYBOOK_WORDS } from '../../../src/scoring/words/bands.ts';
import { numberWords } from '../../../src/scoring/words/format.ts';
import { tasksByStep } from '../health/plan.ts';
import { useCopy } from '../texts/copy.ts';
import { sentenceCase } from '../texts/words.ts';
import { StartPlaybook } from './actions/StartPlaybook.tsx';
import { DataTable } from './DataTable.tsx';
import { Section } from './Section.tsx';

/** What to do now and why, who, by when, and how far it is. */
export function PlaybookTab({ detail }: { readonly detail: HealthBreakdown }) {
  const { locale, texts } = useCopy();
  const { words, result } = detail;
  if (words === undefined && result.score !== null) return <Text>{texts.playbook.older}</Text>;
  const plan = words?.plan ?? null;
  if (plan === null) return <Text>{texts.playbook.none}</Text>;
  const tasks = tasksByStep(detail);
  const { step, why, owner, due, state } = texts.playbook;
  const trigger = plan.steps.find(({ indicator }) => indicator === null)?.why[locale];
  const rows = plan.steps.map((each) => ({
    id: each.id,
    cells: [
      <Step key="step" step={each} />,
      each.indicator === null ? texts.playbook.ofBand : each.why[locale],
      sentenceCase(each.ownerWords[locale]),
      sentenceCase(each.due[locale]),
      <TaskTag key="state" status={tasks.get(each.id)} />,
    ],
  }));
  return (
    <Flex direction="column" gap="md">
      <Section title={PLAYBOOK_WORDS[plan.playbook][locale]}>
        {trigger !== undefined && <Text>{trigger}</Text>}
        <Text variant="microcopy">{texts.playbook.meet(plan.cadence[locale])}</Text>
        <Progress done={countDone(tasks)} all={tasks.size} />
        <DataTable columns={[step, why, owner, due, state]} rows={rows} />
      </Section>
      <StartPlaybook detail={detail} />
    </Flex>
  );
}

function Step({ step }: { readonly step: PlanStepWords }) {
  const { locale } = useCopy();
  return (
    <Flex direction="column">
      <Text format={{ fontWeight: 'demibold' }}>{step.title[locale]}</Text>
      <Text variant="microcopy">{step.detail[locale]}</Text>
    </Flex>
  );
}

function TaskTag({ status }: { readonly status: 'open' | 'done' | undefined }) {
  const { texts } = useCopy();
  const variant = status === 'done' ? 'success' : status === 'open' ? 'info' : 'default';
  return (
    <StatusTag variant={variant} hollow={status === undefined}>
      {texts.playbook.states[status ?? 'none']}
    </StatusTag>
  );
}

function countDone(tasks: ReadonlyMap<string, 'open' | 'done'>): number {
  return [...tasks.values()].filter((status) => status === 'done').length;
}

function Progress({ done, all }: { readonly done: number; readonly all: number }) {
  const { locale, texts } = useCopy();
  if (all === 0) return null;
  const words = texts.playbook.progress(numberWords(done, locale), numberWords(all, locale));
  return <ProgressBar aria-label={words} value={done} maxValue={all} valueDescription={words} />;
}
