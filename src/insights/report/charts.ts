import { escapeHtml } from './html.ts';

/** Inline SVG charts: no script, no font, no request; colours come from the page, so that they follow light and dark. */

const WIDTH = 560;
const HEIGHT = 240;
const LEFT = 48;
const BOTTOM = 36;
const TOP = 16;

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** What the bar says in words, for those who hover or listen. */
  readonly title: string;
}

const round = (value: number) => value.toFixed(1);

function frame(title: string, body: string): string {
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(title)}">${body}</svg>`;
}

function axis(top: number, format: (value: number) => string): string {
  return [0, 0.5, 1]
    .map((share) => {
      const y = round(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP));
      const label = `<text x="${LEFT - 6}" y="${y}" class="tick end">${escapeHtml(format(share * top))}</text>`;
      return `<line x1="${LEFT}" x2="${WIDTH}" y1="${y}" y2="${y}" class="grid"/>${label}`;
    })
    .join('');
}

/** Vertical bars from 0, with a dashed line for comparison. */
export function barChart(
  title: string,
  bars: readonly Bar[],
  format: (value: number) => string,
  reference: { readonly value: number; readonly label: string } | null = null,
): string {
  const top = Math.max(...bars.map(({ value }) => value), reference?.value ?? 0) || 1;
  const slot = (WIDTH - LEFT) / Math.max(1, bars.length);
  const y = (value: number) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - BOTTOM - TOP);
  const drawn = bars.map(({ label, value, title: words }, index) => {
    const x = LEFT + index * slot;
    const height = HEIGHT - BOTTOM - y(value);
    return (
      `<rect x="${round(x + slot * 0.15)}" y="${round(y(value))}" width="${round(slot * 0.7)}" height="${round(height)}" rx="3" class="bar"><title>${escapeHtml(words)}</title></rect>` +
      `<text x="${round(x + slot / 2)}" y="${HEIGHT - BOTTOM + 18}" class="tick middle">${escapeHtml(label)}</text>`
    );
  });
  const line =
    reference === null
      ? ''
      : `<line x1="${LEFT}" x2="${WIDTH}" y1="${round(y(reference.value))}" y2="${round(y(reference.value))}" class="reference"/>` +
        `<text x="${WIDTH - 4}" y="${round(y(reference.value) - 5)}" class="tick end">${escapeHtml(reference.label)}</text>`;
  return frame(title, axis(top, format) + drawn.join('') + line);
}

export interface RangeRow {
  readonly label: string;
  readonly value: number;
  readonly range: readonly [number, number] | null;
  /** Drawn hollow: something to compare with. */
  readonly baseline: boolean;
}

/** One row a measure on a scale from 0 to 1: a dot and its interval, with a line at guessing (0.5). */
export function rangeChart(
  title: string,
  rows: readonly RangeRow[],
  format: (value: number) => string,
  guessing: string,
): string {
  const left = 230;
  const height = TOP + rows.length * 26 + BOTTOM;
  const x = (value: number) => round(left + value * (WIDTH - left - 56));
  const drawn = rows.map(({ label, value, range, baseline }, index) => {
    const y = TOP + index * 26 + 13;
    const interval =
      range === null
        ? ''
        : `<line x1="${x(range[0])}" x2="${x(range[1])}" y1="${y}" y2="${y}" class="interval"/>`;
    return (
      `<text x="${left - 10}" y="${y}" class="tick end">${escapeHtml(label)}</text>${interval}` +
      `<circle cx="${x(value)}" cy="${y}" r="5" class="${baseline ? 'dot hollow' : 'dot'}"/>` +
      `<text x="${WIDTH}" y="${y}" class="tick end">${escapeHtml(format(value))}</text>`
    );
  });
  const line =
    `<line x1="${x(0.5)}" x2="${x(0.5)}" y1="${TOP}" y2="${height - BOTTOM}" class="reference"/>` +
    `<text x="${x(0.5)}" y="${height - BOTTOM + 18}" class="tick middle">${escapeHtml(guessing)}</text>`;
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeHtml(title)}">${line}${drawn.join('')}</svg>`;
}
