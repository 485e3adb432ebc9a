import { Alert, EmptyState, Flex, Select, Text } from '@hubspot/ui-extensions';
import { useState } from 'react';
import { KPI_GRAIN_NAMES } from './grains.ts';
import type { KpiGrain, KpiView } from '../../../../src/model/kpi-view.ts';
import { Lines } from '../../card/Lines.tsx';
import { Section } from '../../card/Section.tsx';
import { useCopy } from '../../texts/copy.ts';
import { usePageTexts } from '../../texts/pages.ts';
import { useKpiTexts } from '../../texts/proof.ts';
import { ago } from '../../texts/words.ts';
import { Loaded } from '../PageFrame.tsx';
import { Cohorts } from './Cohorts.tsx';
import { FollowUps } from './FollowUps.tsx';
import { KpiTable } from './KpiTable.tsx';
import { Reasons } from './Reasons.tsx';

/** The KPIs of the book by period and segment, each with the way it is computed. */
export function KpisTab() {
  const texts = useKpiTexts();
  const [grain, setGrain] = useState<KpiGrain>('month');
  return (
    <Flex direction="column" gap="lg">
      <Select
        label={texts.grain}
        name="grain"
        value={grain}
        options={KPI_GRAIN_NAMES.map((value) => ({ value, label: texts.grains[value] }))}
        onChange={(value) => setGrain(value as KpiGrain)}
      />
      <Loaded<KpiView> key={grain} action="readKpis" parameters={{ grain }} loading={texts.loading}>
        {(view) => <Kpis view={view} />}
      </Loaded>
    </Flex>
  );
}

/** Value for all customers. */
const ALL = '';

function Kpis({ view }: { readonly view: KpiView }) {
  const { locale, now } = useCopy();
  const { noSegment } = usePageTexts();
  const texts = useKpiTexts();
  const [segment, setSegment] = useState(ALL);
  const segments = [
    ...new Set(view.periods.flatMap((each) => each.segments.map((one) => one.segment))),
  ].sort();
  const last = view.periods.at(-1);
  if (last === undefined) {
    const why = view.computedAt === null ? view.notes[0]?.[locale] : undefined;
    return (
      <EmptyState
        title={why === undefined ? texts.empty : texts.notYet}
        imageName="emptyStateCharts"
        layout="vertical"
      >
        <Text>{why ?? texts.empty}</Text>
      </EmptyState>
    );
  }
  return (
    <Flex direction="column" gap="lg">
      {view.computedAt !== null && (
        <Text variant="microcopy">{texts.computed(ago(view.computedAt, now, locale))}</Text>
      )}
      {view.notes.length > 0 && (
        <Alert title={texts.missing} variant="info">
          <Lines lines={view.notes.map((note) => note[locale])} />
        </Alert>
      )}
      <Select
        label={texts.segment}
        name="kpi-segment"
        value={segment}
        options={[
          { value: ALL, label: texts.everybody },
          ...segments.map((value) => ({ value, label: value === 'none' ? noSegment : value })),
        ]}
        onChange={(value) => setSegment(String(value))}
      />
      <KpiTable view={view} segment={segment === ALL ? null : segment} />
      <Section title={texts.reasons}>
        <Reasons reasons={last.all.lostByReason} />
      </Section>
      <Section title={texts.cohorts}>
        <Cohorts cohorts={view.cohorts} />
      </Section>
      <FollowUps followUps={view.followUps} />
    </Flex>
  );
}
