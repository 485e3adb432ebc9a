import { Accordion, type ChartColor, Flex, LineChart, Text } from '@hubspot/ui-extensions';
import { type ScoredBand } from '../../../src/model/bands.ts';
import { type ChangeTerm, type HealthBreakdown } from '../../../src/model/breakdown.ts';
import { BAND_WORDS } from '../../../src/scoring/words/bands.ts';
import { numberWords } from '../../../src/scoring/words/format.ts';
import { bandStarts } from '../health/words.ts';
import { useCopy } from '../texts/copy.ts';
import { bandName, dayInWords } from '../texts/words.ts';
import { DataTable } from './DataTable.tsx';
import { Lines } from './Lines.tsx';
import { Section } from './Section.tsx';

interface Point {
  readonly day: string;
  readonly score: number;
}

/** The score over time as a line, in words and as a table; a change of the model apart from one of the customer. */
export function HistoryTab({ detail }: { readonly detail: HealthBreakdown }) {
  const { texts } = useCopy();
  const points = detail.history.flatMap(([day, score]) => (score === null ? [] : [{ day, score }]));
  return (
    <Flex direction="column" gap="md">
      {points.length < 2 ? (
        <Text>{texts.history.none}</Text>
      ) : (
        <>
          <Summary points={points} />
          <Line points={points} detail={detail} />
        </>
      )}
      {detail.change !== null && <ChangeSources change={detail.change} />}
      <BandChange detail={detail} />
      <Markers markers={detail.markers ?? []} />
      {points.length > 0 && <Values points={points} />}
    </Flex>
  );
}

function Summary({ points }: { readonly points: readonly Point[] }) {
  const { locale, texts, now } = useCopy();
  const sorted = [...points].sort((a, b) => a.score - b.score);
  const [low, high, first, last] = [sorted[0], sorted.at(-1), points[0], points.at(-1)];
  if (!low || !high || !first || !last) return null;
  const day = (point: Point) => dayInWords(point.day, now, locale);
  const score = (point: Point) => numberWords(point.score, locale, 1);
  return (
    <Text>
      {texts.history.summary(score(low), day(low), score(high), day(high), score(last), day(first))}
    </Text>
  );
}

/** HubSpot's charts have no red; each line is also named in the legend. */
const BAND_COLORS: Readonly<Record<ScoredBand, ChartColor>> = {
  red: 'pink',
  orange: 'orange',
  yellow: 'yellow',
  green: 'green',
  thriving: 'aqua',
};

function Line({ points, detail }: { readonly points: readonly Point[]; readonly detail: HealthBreakdown }) {
  const { locale, texts } = useCopy();
  const starts = bandStarts(detail);
  const lines = starts.map(({ band, from }) => ({
    name: texts.history.bandFrom(BAND_WORDS[band].name[locale], from),
    color: BAND_COLORS[band],
    from,
  }));
  const data = points.flatMap(({ day, score }) => [
    { day, score: Math.round(score * 10) / 10, line: texts.history.score },
    ...lines.map(({ name, from }) => ({ day, score: from, line: name })),
  ]);
  const colors = Object.fromEntries(lines.map(({ name, color }) => [name, color]));
  return (
    <LineChart
      data={data}
      axes={{
        x: { field: 'day', fieldType: 'datetime', label: texts.history.day },
        y: { field: 'score', fieldType: 'linear', label: texts.history.score },
        options: { groupFieldByColor: 'line', colors: { [texts.history.score]: 'darkBlue', ...colors } },
      }}
      options={{ title: texts.history.title, showLegend: true, showTooltips: true }}
    />
  );
}

type Change = NonNullable<HealthBreakdown['change']>;

/** What the customer did, apart from what we did: a new model, new data, limits. */
function ChangeSources({ change }: { readonly change: Change }) {
  const { locale, texts, now } = useCopy();
  const kinds: Readonly<Record<ChangeTerm['kind'], string>> = texts.history.changed;
  const lines = Object.entries(kinds).flatMap(([kind, name]) => {
    const terms = change.terms.filter((term) => term.kind === kind);
    const points = terms.reduce((sum, term) => sum + term.points, 0);
    return terms.length === 0 ? [] : [`${name}: ${points > 0 ? '+' : ''}${numberWords(points, locale, 1)}`];
  });
  return (
    <Section title={texts.history.sources(dayInWords(change.since, now, locale))}>
      <Lines lines={lines} />
    </Section>
  );
}

function BandChange({ detail }: { readonly detail: HealthBreakdown }) {
  const { locale, texts, now } = useCopy();
  const { previousBand, publishedBand, bandChangedAt } = detail;
  if (previousBand === null || bandChangedAt === null) return null;
  const day = dayInWords(bandChangedAt, now, locale);
  return (
    <Text>
      {texts.history.bandChange(bandName(previousBand, locale), bandName(publishedBand, locale), day)}
    </Text>
  );
}

/** Marks beside the line: what we, and not the customer, did. */
function Markers({ markers }: { readonly markers: NonNullable<HealthBreakdown['markers']> }) {
  const { locale, texts, now } = useCopy();
  if (markers.length === 0) return null;
  const lines = [...markers].reverse().map(({ day, kind, label }) => {
    const shown = kind === 'override' ? bandName(label, locale) : label;
    const what = kind === 'playbook' ? texts.markers.playbook : texts.markers[kind](shown);
    return `${dayInWords(day, now, locale)}: ${what}`;
  });
  return (
    <Section title={texts.markers.title}>
      <Lines lines={lines} />
    </Section>
  );
}

/** The line as a table, newest first, for those who cannot or would not read a chart. */
function Values({ points }: { readonly points: readonly Point[] }) {
  const { locale, texts, now } = useCopy();
  const rows = [...points].reverse().map(({ day, score }) => ({
    id: day,
    cells: [dayInWords(day, now, locale), numberWords(score, locale, 1)],
  }));
  return (
    <Accordion title={texts.history.values} size="small">
      <DataTable columns={[texts.history.day, texts.history.score]} rows={rows} numeric={1} />
    </Accordion>
  );
}
