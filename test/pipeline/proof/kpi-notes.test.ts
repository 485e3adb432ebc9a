import { LOCALES } from '../../../src/model/bands.ts';
import { kpiNotes } from '../../../src/pipeline/proof/kpi-notes.ts';

const NOTHING_MISSING = { unbilled: 0, foreign: 0, lost: 0, lostWithReason: 0, surveyed: 1, onboarded: 1 };
const COSTS = { retention: 1, acquisition: 1 };

test('says nothing where nothing is missing', () => {
  expect(kpiNotes(NOTHING_MISSING, COSTS)).toEqual([]);
});

test('customers left out of revenue are counted in words that fit their number', () => {
  const notes = (count: number) => kpiNotes({ ...NOTHING_MISSING, unbilled: count, foreign: count }, COSTS);
  expect(notes(2).map(({ en }) => en)).toEqual([
    '2 customers have no billing data: they count as customers, but not in revenue.',
    '2 customers pay in another currency and are left out of revenue: exchange rates are missing.',
  ]);
  expect(notes(1)).toHaveLength(2);
  for (const locale of LOCALES) {
    for (const note of notes(1)) expect(note[locale]).toMatch(/^1 (customer|cliente) /);
  }
});
