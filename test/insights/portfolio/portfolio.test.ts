import { queueOf, selectCompanies } from '../../../src/insights/portfolio/select.ts';
import { summaryOf } from '../../../src/insights/portfolio/summary.ts';
import { EVERYTHING, NONE, type PortfolioEntry, PORTFOLIO_SORTS } from '../../../src/model/portfolio.ts';
import { bookOfFive } from '../../extensions/fixtures/portal.ts';

const names = (entries: readonly PortfolioEntry[]) => entries.map(({ name }) => name.replace(' Ltd', ''));

test.each([
  ['priority', ['Red', 'Orange', 'Falling', 'Green', 'Unknown']],
  ['score', ['Red', 'Orange', 'Falling', 'Green', 'Unknown']],
  ['risk', ['Red', 'Orange', 'Falling', 'Green', 'Unknown']],
  ['change', ['Red', 'Falling', 'Orange', 'Green', 'Unknown']],
  ['revenue', ['Green', 'Red', 'Orange', 'Falling', 'Unknown']],
] as const)('sorted by %s, what is unknown comes last', (sort, order) => {
  expect(names(selectCompanies(bookOfFive(), { ...EVERYTHING, sort }))).toEqual(order);
});

test('equals are in one order, whatever order they came in', () => {
  const same = bookOfFive().map((each) => ({ ...each, name: 'Same', priority: 1, score: null }));
  for (const sort of PORTFOLIO_SORTS) {
    const ids = (entries: readonly PortfolioEntry[]) =>
      selectCompanies(entries, { ...EVERYTHING, sort }).map(({ companyId }) => companyId);
    expect(ids(same)).toEqual(ids([...same].reverse()));
  }
});

test('the queue holds those at risk or falling, not more than the team can see', () => {
  expect(names(queueOf(bookOfFive(), 15))).toEqual(['Red', 'Orange', 'Falling']);
  expect(names(queueOf(bookOfFive(), 1))).toEqual(['Red']);
  expect(queueOf([], 15)).toEqual([]);
});

test('the summary leaves out of means what is not known, and names nobody’s segment', () => {
  const summary = summaryOf(bookOfFive());
  expect(summary).toMatchObject({ total: 5, customers: 4, atRisk: 2, revenueAtRisk: { EUR: 90_000 } });
  expect(summary.averageScore).toBeCloseTo((29.4 + 52 + 70 + 91) / 4, 10);
  expect(summary.averageCoverage).toBeCloseTo(0.9, 10);
  expect(summary.segments.map(({ segment, customers }) => [segment, customers])).toEqual([
    [NONE, 2],
    ['smb', 2],
  ]);
  expect(summary.coverage).toEqual([
    { from: 0.9, to: 1, companies: 4 },
    { from: 0.7, to: 0.9, companies: 0 },
    { from: 0.4, to: 0.7, companies: 0 },
    { from: 0, to: 0.4, companies: 1 },
  ]);
  expect(summary.choices).toEqual({
    owners: [NONE, '77'],
    segments: [NONE, 'smb'],
    renewals: ['2027-01'],
  });
});

test('an empty book has no means, and a field filled in freely does not blow up the answer', () => {
  expect(summaryOf([])).toMatchObject({ total: 0, averageScore: null, averageCoverage: null, segments: [] });
  const [first] = bookOfFive();
  const free = Array.from({ length: 2000 }, (_, index) => ({
    ...(first as PortfolioEntry),
    segment: `s${index}`,
  }));
  const { segments, choices } = summaryOf(free);
  expect([segments.length, choices.segments.length]).toEqual([50, 500]);
});
