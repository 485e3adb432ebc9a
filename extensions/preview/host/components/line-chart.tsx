import { type ChartDataRow, type LineChartProps } from '@hubspot/ui-extensions';
import { CHART_COLORS as COLORS, Legend } from './chart-parts.tsx';

const WIDTH = 720;
const HEIGHT = 220;
const LEFT = 36;
const BOTTOM = 28;
const TOP = 8;
const RIGHT = 12;
const TICKS = [0, 20, 40, 60, 80, 100];

interface Series {
  readonly name: string;
  readonly color: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** A line for each value of the grouping field over time, on a scale of 0 to 100. */
export function LineChart({ data, axes, options = {} }: LineChartProps) {
  const rows = Array.isArray(data) ? data : data.data;
  const series = seriesOf(rows, axes);
  const times = series.flatMap(({ points }) => points.map(({ x }) => x));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const left = (x: number) => LEFT + ((x - first) / Math.max(1, last - first)) * (WIDTH - LEFT - RIGHT);
  const top = (y: number) => TOP + (1 - y / 100) * (HEIGHT - TOP - BOTTOM);
  return (
    <figure className="chart">
      {options.title !== undefined && (
        <figcaption className="text weight-demibold">{options.title}</figcaption>
      )}
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={options.title}>
        {TICKS.map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={top(tick)} y2={top(tick)} className="grid" />
            <text x={LEFT - 8} y={top(tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {series.map(({ name, color, points }) => (
          <polyline
            key={name}
            points={points.map(({ x, y }) => `${left(x)},${top(y)}`).join(' ')}
            stroke={COLORS[color] ?? color}
            className={points.every(({ y }) => y === points[0]?.y) ? 'line line-level' : 'line'}
          />
        ))}
        <text x={LEFT} y={HEIGHT - 6}>
          {dayText(first)}
        </text>
        <text x={WIDTH - RIGHT} y={HEIGHT - 6} textAnchor="end">
          {dayText(last)}
        </text>
      </svg>
      {options.showLegend === true && (
        <Legend items={series.map(({ name, color }) => ({ name, color: COLORS[color] ?? color }))} />
      )}
    </figure>
  );
}

function seriesOf(rows: readonly ChartDataRow[], axes: LineChartProps['axes']): Series[] {
  const group = axes.options?.groupFieldByColor;
  const names = [...new Set(rows.map((row) => (group === undefined ? '' : String(row[group]))))];
  return names.map((name) => ({
    name,
    color: axes.options?.colors?.[name] ?? 'blue',
    points: rows
      .filter((row) => group === undefined || row[group] === name)
      .map((row) => ({ x: Date.parse(String(row[axes.x.field])), y: Number(row[axes.y.field]) })),
  }));
}

function dayText(time: number): string {
  return new Intl.DateTimeFormat(document.documentElement.lang === 'es' ? 'es' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(time);
}
