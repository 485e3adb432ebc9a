import { INDICATORS } from '../../../src/scoring/indicators/index.ts';
import { DATASET_RECORDS, parseDatasets } from '../../../src/sources/datasets/dataset.ts';
import { feedsOf } from '../../../src/sources/datasets/feeds.ts';

const columns = { id: 'id', accountId: 'account' };

test('what a mapping holds tells which indicators it feeds, all of them known', () => {
  const all = parseDatasets(
    { datasets: DATASET_RECORDS.map((kind) => ({ name: kind, kind, file: 'x.csv', columns })) },
    'file',
  );
  const known = new Set(INDICATORS.map(({ id }) => id));
  expect(feedsOf(all).filter((id) => !known.has(id))).toEqual([]);
  expect(feedsOf(all)).toEqual(
    expect.arrayContaining(['outcome-attainment', 'roi-multiple', 'budget-ownership']),
  );
});

test('a mapping without goals does not feed them', () => {
  const tickets = parseDatasets(
    { datasets: [{ name: 'tickets', kind: 'ticket', file: 'x.csv', columns }] },
    'file',
  );
  expect(feedsOf(tickets)).toEqual(['support-experience', 'ticket-load']);
});
