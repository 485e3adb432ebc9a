import { StatusTag, type StatusTagProps, Text } from '@hubspot/ui-extensions';
import type { SourceHealth } from '../../../src/model/portal-actions.ts';
import { numberWords } from '../../../src/scoring/words/format.ts';
import { DataTable } from '../card/DataTable.tsx';
import { sourceName } from '../health/sources.ts';
import { useCopy } from '../texts/copy.ts';
import { usePageTexts } from '../texts/pages.ts';
import { ago } from '../texts/words.ts';

const VARIANTS: Readonly<Record<SourceHealth['status'], StatusTagProps['variant']>> = {
  ok: 'success',
  stale: 'warning',
  error: 'danger',
  disconnected: 'default',
};

/** Each source: connected or not, how old, how much of it is tied to companies, and what to do. */
export function SourcesTable({ sources }: { readonly sources: readonly SourceHealth[] }) {
  const { locale, now } = useCopy();
  const { data, states } = usePageTexts();
  const rows = sources.map(({ id, status, fetchedAt, reason, accounts, matched, quarantined }) => ({
    id,
    cells: [
      <Text key="name" format={{ fontWeight: 'demibold' }}>
        {sourceName(id)}
      </Text>,
      <StatusTag key="state" variant={VARIANTS[status]}>
        {states[status]}
      </StatusTag>,
      fetchedAt === undefined ? data.never : ago(fetchedAt, now, locale),
      accounts === 0 ? '–' : `${numberWords(matched, locale)} / ${numberWords(accounts, locale)}`,
      numberWords(quarantined, locale),
      reason ?? data.fine,
    ],
  }));
  const { source, state, age, accounts, setAside, remedy } = data;
  return <DataTable columns={[source, state, age, accounts, setAside, remedy]} rows={rows} />;
}
