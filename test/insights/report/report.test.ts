import { backtest } from '../../../src/insights/backtest/backtest.ts';
import { renderReport } from '../../../src/insights/report/report.ts';
import { REPORT_TEXTS } from '../../../src/insights/report/texts.ts';
import { dayNumber } from '../../../src/model/day.ts';
import { panelOf, type Row } from '../panel-of.ts';

const ROWS: Row[] = [
  {
    companyId: '<script>alert(1)</script>',
    asOf: '2026-01-01',
    score: 92,
    churnedAt: '2026-03-12',
    arr: 1234.5,
  },
  {
    companyId: 'b',
    asOf: '2026-01-01',
    score: 30,
    churnedAt: '2026-02-20',
    daysSinceLastLogin: 30,
    segment: 'smb',
  },
  { companyId: 'c', asOf: '2026-01-01', score: 35, daysSinceLastLogin: 40, segment: 'smb' },
  { companyId: 'd', asOf: '2026-01-01', score: 85, daysSinceLastLogin: 1 },
];
const judged = backtest(panelOf(ROWS), { knownUntil: dayNumber('2026-06-01'), rounds: 50 });
const report = (locale: 'en' | 'es') => renderReport({ backtest: judged, weights: null }, locale);

test('one file that asks for nothing: no script, no address', () => {
  const html = report('en');
  expect(html).not.toMatch(/<script|https?:|src=|@import|url\(/i);
  expect(html.match(/<svg/g)).toHaveLength(3);
  expect(html).toContain('prefers-color-scheme: dark');
});

test('names are escaped wherever they come from', () => {
  expect(report('en')).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  const html = renderReport({ backtest: judged, weights: null, nameOf: () => '"><b>' }, 'en');
  expect(html).toContain('&quot;&gt;&lt;b&gt;');
  expect(html).not.toContain('"><b>');
});

test('says in plain words what the figures say', () => {
  const html = report('en');
  expect(html).toContain(
    'Of 1 customers who left, 0 were below green 60 days before; of all scores, 50.0% are.',
  );
  expect(html).toContain(
    'Customers in red left 2.0 times as often as the average within 60 days (2 red scores).',
  );
  expect(html).toContain('Fewer than 30 customers have left.');
  expect(html).toContain('(1.000 against 0.500)');
});

test('a score that a simple predictor beats is told so', () => {
  const rows = ROWS.map((row) => ({
    ...row,
    score: 100 - (row.score ?? 0),
    daysSinceLastLogin: row.churnedAt ? 50 : 1,
  }));
  const html = renderReport(
    { backtest: backtest(panelOf(rows), { knownUntil: dayNumber('2026-06-01') }), weights: null },
    'en',
  );
  expect(html).toContain('does not earn its keep');
});

test('nothing known: says so, draws nothing', () => {
  const html = renderReport({ backtest: backtest(panelOf([])), weights: null }, 'en');
  expect(html).not.toContain('<svg');
  expect(html).toContain('nothing can be said');
  expect(html).not.toMatch(/NaN|undefined|Infinity/);
});

test.each([
  ['en', 'Red scores: 2; nobody left within 60 days', 'No segment'],
  ['es', 'Puntuaciones en rojo: 2; nadie se fue en los 60 días', 'Sin segmento'],
] as const)('red customers and no loss, customers without a segment (%s)', (locale, red, segment) => {
  const rows = ROWS.map(({ churnedAt: _, ...row }) => row);
  const kept = backtest(panelOf(rows), { knownUntil: dayNumber('2026-06-01'), rounds: 50 });
  const html = renderReport({ backtest: kept, weights: null }, locale);
  expect(html).toContain(red);
  expect(html).not.toContain(REPORT_TEXTS[locale].noRed);
  expect(html).toContain(`<td>${segment}</td>`);
  expect(html).not.toContain('<td>none</td>');
});

test('nobody in red is said so', () => {
  const rows = ROWS.map((row) => ({ ...row, score: 90 }));
  const html = renderReport(
    { backtest: backtest(panelOf(rows), { knownUntil: dayNumber('2026-06-01') }), weights: null },
    'en',
  );
  expect(html).toContain(REPORT_TEXTS.en.noRed);
});

test('Spanish: words and numbers, and no word missing', () => {
  const html = report('es');
  expect(html).toContain('<html lang="es">');
  expect(html).toContain('2,0 veces más que la media');
  const [english, spanish] = [REPORT_TEXTS.en, REPORT_TEXTS.es];
  expect(spanish.figureHeader).toHaveLength(english.figureHeader.length);
  expect(spanish.reviewHeader).toHaveLength(english.reviewHeader.length);
  expect(Object.keys(spanish).sort()).toEqual(Object.keys(english).sort());
});

test('the review of the weights: verdict, advice and drift', () => {
  const html = renderReport(
    {
      backtest: judged,
      weights: {
        proposal: {
          accepted: false,
          verdict: 'no-reliable-signal',
          horizon: 60,
          learnedFrom: { from: null, to: null, scores: 0, events: 0 },
          judgedOn: { from: null, to: null, scores: 0, events: 0 },
          shares: null,
          fitted: null,
          comparison: null,
        },
        review: [
          {
            id: 'login-activity',
            dimension: 'product',
            coverage: 1,
            skill: { auc: 0.512, ci: [0.45, 0.57] },
            currentShare: 0.04,
            fittedShare: null,
            quarters: [],
            drifting: true,
            advice: 'drop',
          },
        ],
      },
    },
    'en',
  );
  expect(html).toContain('No reliable signal');
  expect(html).toContain('<td>login-activity</td><td>0.512</td><td>0.450–0.570</td>');
  expect(html).toContain('drop · changes over time');
});
