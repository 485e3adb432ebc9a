import { Accordion, BarChart, type ChartColor, Flex, Text } from '@hubspot/ui-extensions';
import type { PortfolioAnswer } from '../../../src/model/portal-actions.ts';
import { NONE } from '../../../src/model/portfolio.ts';
import { numberWords } from '../../../src/scoring/words/format.ts';
import { dimensionName } from '../../../src/scoring/words/names.ts';
import { DataTable } from '../card/DataTable.tsx';
import { Section } from '../card/Section.tsx';
import { useCopy } from '../texts/copy.ts';
import { usePageTexts } from '../texts/pages.ts';
import { bandName, dayInWords } from '../texts/words.ts';

/** Worst first, as the stack is drawn. HubSpot's charts have no red. */
const BAND_COLORS: Readonly<Record<string, ChartColor>> = {
  red: 'pink',
  orange: 'orange',
  yellow: 'yellow',
  green: 'green',
  thriving: 'aqua',
};
const SHOWN_BANDS = Object.keys(BAND_COLORS);

interface TrendsProps {
  readonly portfolio: PortfolioAnswer;
}

/** How the book moved: bands over a year, moves in a month, dimensions by segment. */
export function TrendsTab({ portfolio }: TrendsProps) {
  return (
    <Flex direction="column" gap="lg">
      <Distribution portfolio={portfolio} />
      <Moves portfolio={portfolio} />
      <Segments portfolio={portfolio} />
    </Flex>
  );
}

function Distribution({ portfolio: { history } }: TrendsProps) {
  const { locale, now } = useCopy();
  const { trends } = usePageTexts();
  const bands = SHOWN_BANDS.filter((band) => history.some((each) => (each.bands[band] ?? 0) > 0));
  const names: Readonly<Record<string, string>> = Object.fromEntries(
    bands.map((band) => [band, bandName(band, locale)]),
  );
  const data = history.flatMap(({ day, bands: counts }) =>
    bands.map((band) => ({
      day: dayInWords(day, now, locale),
      customers: counts[band] ?? 0,
      band: names[band] ?? band,
    })),
  );
  const colors: Readonly<Record<string, ChartColor>> = Object.fromEntries(
    bands.map((band) => [names[band] ?? band, BAND_COLORS[band] ?? 'blue']),
  );
  return (
    <Flex direction="column" gap="sm">
      <BarChart
        data={data}
        axes={{
          x: { field: 'day', fieldType: 'category', label: trends.day },
          y: { field: 'customers', fieldType: 'linear', label: trends.customers },
          options: { groupFieldByColor: 'band', stacking: true, colors },
        }}
        options={{ title: trends.distribution, showLegend: true, showTooltips: true }}
      />
      <Accordion title={trends.table} size="small">
        <DataTable
          columns={[trends.day, ...bands.map((band) => names[band] ?? band)]}
          rows={[...history].reverse().map(({ day, bands: counts }) => ({
            id: day,
            cells: [
              dayInWords(day, now, locale),
              ...bands.map((band) => numberWords(counts[band] ?? 0, locale)),
            ],
          }))}
        />
      </Accordion>
    </Flex>
  );
}

function Moves({ portfolio: { moves } }: TrendsProps) {
  const { locale } = useCopy();
  const { trends } = usePageTexts();
  const changed = moves.filter(({ from, to }) => from !== to && from !== 'unknown' && to !== 'unknown');
  return (
    <Section title={trends.moves}>
      {changed.length === 0 ? (
        <Text>{trends.noMoves}</Text>
      ) : (
        <DataTable
          columns={[trends.from, trends.to, trends.customers]}
          numeric={2}
          rows={changed.map(({ from, to, companies }) => ({
            id: `${from}-${to}`,
            cells: [bandName(from, locale), bandName(to, locale), numberWords(companies, locale)],
          }))}
        />
      )}
    </Section>
  );
}

function Segments({ portfolio: { summary } }: TrendsProps) {
  const { locale } = useCopy();
  const { trends, noSegment, columns, numbers } = usePageTexts();
  const mean = (value: number | null | undefined) =>
    value === null || value === undefined ? numbers.none : numberWords(value, locale);
  const dimensions = [...new Set(summary.segments.flatMap((each) => Object.keys(each.dimensions)))];
  const rows = summary.segments.map((each) => ({
    id: each.segment,
    cells: [
      each.segment === NONE ? noSegment : each.segment,
      numberWords(each.customers, locale),
      mean(each.score),
      ...dimensions.map((id) => mean(each.dimensions[id])),
    ],
  }));
  return (
    <Section title={trends.segments}>
      <DataTable
        columns={[
          columns.segment,
          numbers.customers,
          columns.health,
          ...dimensions.map((id) => dimensionName(id, locale)),
        ]}
        rows={rows}
      />
    </Section>
  );
}
