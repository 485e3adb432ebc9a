import { BarChart, Flex, Select, Text } from '@hubspot/ui-extensions';
import { useState } from 'react';
import type { KpiId, KpiValues, KpiView } from '../../../../src/model/kpi-view.ts';
import { numberWords } from '../../../../src/scoring/words/format.ts';
import { DataTable } from '../../card/DataTable.tsx';
import { useCopy } from '../../texts/copy.ts';
import { useKpiTexts } from '../../texts/proof.ts';
import { useKpiWords } from './kpi-words.ts';

/** How many periods may stand side by side; more than the first do not fit a narrow page. */
const COLUMNS = [2, 4, 8] as const;

interface KpiTableProps {
  readonly view: KpiView;
  /** null: all customers. */
  readonly segment: string | null;
}

/** Every KPI with its formula over the latest periods, and one of them drawn over all periods. */
export function KpiTable({ view, segment }: KpiTableProps) {
  const { locale } = useCopy();
  const texts = useKpiTexts();
  const words = useKpiWords(view);
  const [columns, setColumns] = useState<number>(COLUMNS[0]);
  const periods = view.periods.slice(-columns);
  const rows = view.definitions.map(({ id, unit, title, formula }) => ({
    id,
    cells: [
      <Flex key="title" direction="column" gap="flush">
        <Text format={{ fontWeight: 'demibold' }}>{title[locale]}</Text>
        <Text variant="microcopy">{formula[locale]}</Text>
      </Flex>,
      ...periods.map((period) => {
        const kpis = valuesOf(period, segment);
        const text = words.value(kpis?.values[id], unit);
        return kpis?.flagged.includes(id) === true ? `${text} · ${texts.flagged}` : text;
      }),
    ],
  }));
  return (
    <Flex direction="column" gap="md">
      <Chart view={view} segment={segment} />
      <Select
        label={texts.columns}
        name="columns"
        value={columns}
        options={COLUMNS.map((value) => ({ value, label: numberWords(value, locale) }))}
        onChange={(value) => setColumns(Number(value))}
      />
      <DataTable columns={[`${texts.kpi}: ${texts.formula}`, ...periods.map(words.period)]} rows={rows} />
    </Flex>
  );
}

function Chart({ view, segment }: KpiTableProps) {
  const { locale } = useCopy();
  const texts = useKpiTexts();
  const words = useKpiWords(view);
  const drawable = view.definitions.filter(
    ({ id, unit }) =>
      unit !== 'yes-no' && view.periods.some((period) => valuesOf(period, segment)?.values[id] != null),
  );
  const [chosen, setChosen] = useState<KpiId>('customersAtEnd');
  const shown = drawable.find(({ id }) => id === chosen) ?? drawable[0];
  if (shown === undefined) return null;
  const title = shown.title[locale];
  const scale = shown.unit === 'share' ? 100 : 1;
  const data = view.periods.flatMap((period) => {
    const value = valuesOf(period, segment)?.values[shown.id];
    return value == null
      ? []
      : [{ period: words.period(period), value: Math.round(value * scale * 10) / 10 }];
  });
  return (
    <Flex direction="column" gap="sm">
      <Select
        label={texts.chart}
        name="kpi"
        value={shown.id}
        options={drawable.map(({ id, title: name }) => ({ value: id, label: name[locale] }))}
        onChange={(value) => setChosen(value as KpiId)}
      />
      <BarChart
        data={data}
        axes={{
          x: { field: 'period', fieldType: 'category', label: texts.grain },
          y: { field: 'value', fieldType: 'linear', label: scale === 100 ? `${title}, %` : title },
        }}
        options={{ title, showTooltips: true }}
      />
    </Flex>
  );
}

function valuesOf(period: KpiView['periods'][number], segment: string | null): KpiValues | undefined {
  return segment === null ? period.all : period.segments.find((each) => each.segment === segment)?.kpis;
}
