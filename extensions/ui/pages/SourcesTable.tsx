import { Flex, StatusTag, type StatusTagProps, Text } from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';
import type { SourceHealth } from '../../../src/model/portal-actions.ts';
import { numberWords, percentWords } from '../../../src/scoring/words/format.ts';
import { sourceName } from '../../../src/model/source-names.ts';
import { DataTable } from '../card/DataTable.tsx';
import { useCopy } from '../texts/copy.ts';
import { usePageTexts } from '../texts/pages.ts';
import { useSourceTexts } from '../texts/sources.ts';
import { ago } from '../texts/words.ts';

const VARIANTS: Readonly<Record<SourceHealth['status'], StatusTagProps['variant']>> = {
  ok: 'success',
  stale: 'warning',
  error: 'danger',
  disconnected: 'default',
};
const UNKNOWN = '–';

/**
 * The quality of each source: whether and when it could be read, how many companies it has data of, what it weighs in
 * their scores, what was set aside and why, and what to do.
 */
export function SourcesTable({ sources }: { readonly sources: readonly SourceHealth[] }) {
  const { source, companies, remedy } = useSourceTexts();
  const rows = sources.map((each) => ({
    id: each.id,
    cells: [
      <State key="state" source={each} />,
      <Companies key="companies" source={each} />,
      <ToDo key="to-do" source={each} />,
    ],
  }));
  return <DataTable columns={[source, companies, remedy]} rows={rows} />;
}

interface CellProps {
  readonly source: SourceHealth;
}

function State({ source: { id, status, fetchedAt, read = 0 } }: CellProps) {
  const { locale, now } = useCopy();
  const texts = useSourceTexts();
  const { states } = usePageTexts();
  return (
    <Cell
      small={[
        fetchedAt === undefined ? texts.never : texts.read(ago(fetchedAt, now, locale)),
        ...(read === 0 ? [] : [texts.records(numberWords(read, locale))]),
      ]}
    >
      <Text format={{ fontWeight: 'demibold' }}>{sourceName(id, locale)}</Text>
      <StatusTag variant={VARIANTS[status]}>{states[status]}</StatusTag>
    </Cell>
  );
}

function Companies({ source: { accounts, matched, quality } }: CellProps) {
  const { locale } = useCopy();
  const texts = useSourceTexts();
  const share = quality?.integration ?? null;
  const impact = quality?.impact ?? null;
  const lines = [
    ...(accounts === 0 ? [] : [texts.accounts(numberWords(matched, locale), numberWords(accounts, locale))]),
    ...(impact === null ? [] : [texts.weight(percentWords(impact, locale))]),
  ];
  return (
    <Cell small={lines}>
      <Text>{share === null ? UNKNOWN : percentWords(share, locale)}</Text>
    </Cell>
  );
}

/** What to do, and below what it is about: how many records were set aside and why. */
function ToDo({ source: { reason, quarantined, waiting = 0, problems = [], quality } }: CellProps) {
  const { locale } = useCopy();
  const texts = useSourceTexts();
  const steps = [
    ...(reason === undefined ? [] : [reason[locale].replace(/\.$/, '')]),
    ...(quarantined === 0 ? [] : [texts.correct(numberWords(quarantined, locale))]),
    ...(waiting === 0 ? [] : [texts.match(numberWords(waiting, locale))]),
  ];
  const accuracy = quality?.accuracy ?? null;
  // Nothing that was set aside may round away.
  const share = accuracy === null ? [] : [percentWords(Math.floor(accuracy * 100) / 100, locale)];
  const reasons = problems.map((each) =>
    texts.because(numberWords(each.records, locale), each.reason[locale]),
  );
  return (
    <Cell small={quarantined === 0 ? [] : [...share.map((each) => texts.understood(each)), ...reasons]}>
      <Text>{steps.length === 0 ? texts.fine : `${steps.join('. ')}.`}</Text>
    </Cell>
  );
}

/** A value with what qualifies it below, in small. */
function Cell({ children, small }: { readonly children: ReactNode; readonly small: readonly string[] }) {
  return (
    <Flex direction="column">
      {children}
      {small.map((line) => (
        <Text key={line} variant="microcopy">
          {line}
        </Text>
      ))}
    </Flex>
  );
}
