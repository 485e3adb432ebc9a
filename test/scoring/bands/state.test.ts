import { type BandState, inFieldOrder, NO_BAND } from '../../../src/scoring/bands/index.ts';

const FULL: BandState = {
  published: 'red',
  previous: 'orange',
  changedAt: '2026-10-01',
  pending: { band: 'orange', since: '2026-10-30' },
  asOf: '2026-10-31',
  override: {
    band: 'green',
    reason: 'They told us',
    author: 'ana@example.com',
    since: '2026-10-30',
    expiresAt: '2026-11-29',
    replaced: { band: 'red', previous: 'orange', changedAt: '2026-10-01' },
  },
};

/** As a database gives it that keeps no order of fields. */
function turned(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, turned(each)]),
  );
}

test.each([
  ['full', FULL],
  ['empty', NO_BAND],
])('a %s state is the same text whatever the order of its fields', (_name, state) => {
  const other = turned(state) as BandState;
  expect(JSON.stringify(other)).not.toBe(JSON.stringify(state));
  expect(JSON.stringify(inFieldOrder(other))).toBe(JSON.stringify(state));
});
