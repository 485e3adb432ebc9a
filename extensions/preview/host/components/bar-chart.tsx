import { type BarChartProps } from '@hubspot/ui-extensions';
import { CHART_COLORS, Legend } from './chart-parts.tsx';

const WIDTH = 720;
const HEIGHT = 220;
const BOTTOM = 26;
const TOP = 8;
const LEFT = 36;

/** Columns, stacked or side by side, a colour for each value of the grouping field. */
export function BarChart({ data, axes, options = {} }: BarChartProps) {
  const rows = Array.isArray(data) ? data : data.data;
  const group = axes.options?.groupFieldByColor ?? '';
  const names = [...new Set(rows.map((row) => String(row[group])))];
  const columns = [...new Set(rows.map((row) => String(row[axes.x.field])))];
  const valueOf = (column: string, name: string) =>
    Number(
      rows.find((row) => String(row[axes.x.field]) === column && String(row[group]) === name)?.[
        axes.y.field
      ] ?? 0,
    );
  const stacked = axes.options?.stacking === true;
  const totals = columns.map((column) => {
    const values = names.map((name) => valueOf(column, name));
    return stacked ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
  });
  const width = (slot: number) => (slot * 0.7) / (stacked ? 1 : names.length);
  const scale = (HEIGHT - TOP - BOTTOM) / Math.max(1, ...totals);
  const slot = (WIDTH - LEFT) / Math.max(1, columns.length);
  const colorOf = (name: string) => CHART_COLORS[axes.options?.colors?.[name] ?? 'blue'] ?? '#81c1fd';
  return (
    <figure className="chart">
      <figcaption className="text weight-demibold">{options.title}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={options.title}>
        <text x={LEFT - 8} y={TOP + 8} textAnchor="end">
          {Math.max(...totals)}
        </text>
        <text x={LEFT - 8} y={HEIGHT - BOTTOM} textAnchor="end">
          0
        </text>
        {columns.map((column, place) => {
          let top = HEIGHT - BOTTOM;
          return (
            <g key={column}>
              {names.map((name, index) => {
                const height = valueOf(column, name) * scale;
                top = stacked ? top - height : HEIGHT - BOTTOM - height;
                return (
                  <rect
                    key={name}
                    x={LEFT + place * slot + slot * 0.15 + (stacked ? 0 : index * width(slot))}
                    y={top}
                    width={width(slot)}
                    height={height}
                    fill={colorOf(name)}
                  />
                );
              })}
              {place % Math.ceil(columns.length / 5) === 0 && (
                <text x={LEFT + (place + 0.5) * slot} y={HEIGHT - 8} textAnchor="middle">
                  {column}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      {options.showLegend === true && (
        <Legend items={names.map((name) => ({ name, color: colorOf(name) }))} />
      )}
    </figure>
  );
}
