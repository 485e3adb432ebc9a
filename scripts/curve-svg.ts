import { type Curve } from '../src/scoring/index.ts';

const WIDTH = 280;
const HEIGHT = 140;
const LEFT = 30;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 24;
const SCORES = [0, 50, 100];

/** A curve as a small drawing: value to the right, score up, a dot for each control point. Readable on light and dark. */
export function curveSvg(curve: Curve, title: string): string {
  const low = curve[0]?.[0] ?? 0;
  const high = curve.at(-1)?.[0] ?? 1;
  const x = (value: number) => LEFT + ((value - low) / (high - low || 1)) * (WIDTH - LEFT - RIGHT);
  const y = (score: number) => TOP + (1 - score / 100) * (HEIGHT - TOP - BOTTOM);
  const points = curve.map(([value, score]) => `${round(x(value))},${round(y(score))}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img">`,
    `<title>${escape(title)}</title>`,
    '<g font-family="sans-serif" font-size="9" fill="#808080">',
    ...SCORES.flatMap((score) => [
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${round(y(score))}" y2="${round(y(score))}" stroke="#808080" stroke-opacity="0.4"/>`,
      `<text x="${LEFT - 5}" y="${round(y(score) + 3)}" text-anchor="end">${score}</text>`,
    ]),
    `<text x="${LEFT}" y="${HEIGHT - 8}">${low}</text>`,
    `<text x="${WIDTH - RIGHT}" y="${HEIGHT - 8}" text-anchor="end">${high}</text>`,
    '</g>',
    `<polyline points="${points.join(' ')}" fill="none" stroke="#0b8484" stroke-width="2"/>`,
    ...points.map((point) => {
      const [cx = '', cy = ''] = point.split(',');
      return `<circle cx="${cx}" cy="${cy}" r="2.5" fill="#0b8484"/>`;
    }),
    '</svg>',
    '',
  ].join('\n');
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
