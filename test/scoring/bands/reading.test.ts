import { readingOf } from '../../../src/scoring/bands/index.ts';
import { BOUNDARIES } from './fixtures.ts';

const RESULT = { score: 79, rawScore: 79, band: 'yellow', provisional: false, signals: [] } as const;

function read(overrides: Partial<Parameters<typeof readingOf>[0]>) {
  return readingOf({ ...RESULT, ...overrides }, '2026-03-01', BOUNDARIES);
}

describe('readingOf', () => {
  test('takes over score, band and flags', () => {
    expect(read({ provisional: true, signals: ['usage-drop', 'rapid-decline'] })).toEqual({
      asOf: '2026-03-01',
      score: 79,
      band: 'yellow',
      provisional: true,
      capped: false,
      rapidDecline: true,
    });
  });

  test('capped means that the cap decides the band', () => {
    expect(read({ rawScore: 80 }).capped).toBe(true);
    expect(read({ rawScore: 95 }).capped).toBe(true);
  });

  test('a cap that leaves the band as it is does not count', () => {
    expect(read({ score: 70, rawScore: 79.9 }).capped).toBe(false);
  });

  test('a range that starts above its edge is not reached at the edge', () => {
    const ranges = [...BOUNDARIES, { id: 'thriving', from: 100, exclusive: true }] as const;
    const capped = (rawScore: number) =>
      readingOf({ ...RESULT, score: 90, band: 'green', rawScore }, '2026-03-01', ranges).capped;
    expect([capped(100), capped(100.01)]).toEqual([false, true]);
  });

  test('no score, no cap', () => {
    expect(read({ score: null, rawScore: null, band: 'unknown' })).toMatchObject({
      score: null,
      band: 'unknown',
      capped: false,
      rapidDecline: false,
    });
  });
});
