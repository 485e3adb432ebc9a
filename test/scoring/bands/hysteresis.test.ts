import fc from 'fast-check';
import { type BandReading, type BandState, nextBandState } from '../../../src/scoring/bands/index.ts';
import { BOUNDARIES, reading } from './fixtures.ts';

function run(...readings: readonly BandReading[]): BandState {
  const last = readings.reduce<BandState | null>(
    (state, each) => nextBandState(state, each, BOUNDARIES),
    null,
  );
  if (last === null) throw new Error('no readings');
  return last;
}

const GREEN = reading('2026-03-01', 85);

describe('nextBandState publishes', () => {
  test('the first score at once, as no change between bands', () => {
    expect(run(reading('2026-03-01', 79.9))).toEqual({
      published: 'yellow',
      previous: null,
      changedAt: '2026-03-01',
      pending: null,
      asOf: '2026-03-01',
      override: null,
    });
  });

  test('a band entered by exactly 2 points, both ways', () => {
    expect(run(GREEN, reading('2026-03-02', 78))).toMatchObject({
      published: 'yellow',
      previous: 'green',
      changedAt: '2026-03-02',
    });
    expect(run(reading('2026-03-01', 70), reading('2026-03-02', 82)).published).toBe('green');
  });

  test('a band read on two consecutive days, on the second', () => {
    const first = run(GREEN, reading('2026-03-02', 79));
    expect(first).toMatchObject({
      published: 'green',
      pending: { band: 'yellow', since: '2026-03-02' },
    });
    expect(nextBandState(first, reading('2026-03-03', 79.5), BOUNDARIES)).toMatchObject({
      published: 'yellow',
      changedAt: '2026-03-03',
      pending: null,
    });
  });

  test('consecutive days over the end of a month and of a year', () => {
    const [eve, newYear] = [reading('2026-12-31', 79), reading('2027-01-01', 79)];
    expect(run(GREEN, eve, newYear).published).toBe('yellow');
  });

  test.each(['capped', 'rapidDecline'] as const)('a worse band at once when %s', (flag) => {
    expect(run(GREEN, reading('2026-03-02', 79.9, { [flag]: true })).published).toBe('yellow');
  });

  test('the newer of two bands when a reading skips one', () => {
    const state = run(GREEN, reading('2026-03-02', 59), reading('2026-03-03', 59));
    expect(state).toMatchObject({ published: 'orange', previous: 'green' });
  });

  test('thriving and back in a model that has it', () => {
    const model = [...BOUNDARIES, { id: 'thriving', from: 100, exclusive: true }] as const;
    const thriving = nextBandState(run(GREEN), reading('2026-03-02', 103, { band: 'thriving' }), model);
    expect(thriving.published).toBe('thriving');
    const shallow = nextBandState(thriving, reading('2026-03-03', 99), model);
    expect(shallow).toMatchObject({ published: 'thriving', pending: { band: 'green' } });
  });
});

describe('nextBandState holds back', () => {
  test('a band entered by less than 2 points', () => {
    expect(run(GREEN, reading('2026-03-02', 78.001)).published).toBe('green');
  });

  test('a better band whose only argument is a cap or a rapid decline', () => {
    const flags = { capped: true, rapidDecline: true };
    const state = run(reading('2026-03-01', 59, flags), reading('2026-03-02', 61, flags));
    expect(state).toMatchObject({ published: 'orange', pending: { band: 'yellow' } });
  });

  test('readings a week apart, however many: a backfill is not two consecutive days', () => {
    const weekly = ['2026-03-08', '2026-03-15', '2026-03-22'].map((day) => reading(day, 79));
    expect(run(GREEN, ...weekly)).toMatchObject({
      published: 'green',
      pending: { band: 'yellow', since: '2026-03-22' },
    });
  });

  test('readings with one day missing between them', () => {
    expect(run(GREEN, reading('2026-03-02', 79), reading('2026-03-04', 79)).published).toBe('green');
  });

  test('two readings of one day', () => {
    const state = run(GREEN, reading('2026-03-02', 79), reading('2026-03-02', 78.5));
    expect(state).toMatchObject({ published: 'green', pending: { since: '2026-03-02' } });
  });

  test('two days in two different new bands', () => {
    const state = run(GREEN, reading('2026-03-02', 79), reading('2026-03-03', 59));
    expect(state).toMatchObject({ published: 'green', pending: { band: 'orange', since: '2026-03-03' } });
  });

  test('a day back in the published band between two days out of it', () => {
    const state = run(GREEN, reading('2026-03-02', 79), reading('2026-03-03', 81), reading('2026-03-04', 79));
    expect(state).toMatchObject({ published: 'green', pending: { since: '2026-03-04' } });
  });

  test.each([
    ['provisional', { provisional: true, rapidDecline: true, capped: true }],
    ['unknown', { score: null, band: 'unknown', rapidDecline: true }],
  ] as const)('%s readings, whatever they say', (_name, overrides) => {
    const state = run(GREEN, reading('2026-03-02', 5, overrides), reading('2026-03-03', 5, overrides));
    expect(state).toEqual({ ...run(GREEN), asOf: '2026-03-03' });
  });

  test('a provisional day between two full ones, which are then not consecutive', () => {
    const state = run(
      GREEN,
      reading('2026-03-02', 79),
      reading('2026-03-03', 79, { provisional: true }),
      reading('2026-03-04', 79),
    );
    expect(state.published).toBe('green');
  });

  test('any band while every reading is provisional; the first full one then publishes at once', () => {
    const unknown = run(reading('2026-03-01', 90, { provisional: true }));
    expect(unknown).toMatchObject({ published: 'unknown', changedAt: null, asOf: '2026-03-01' });
    expect(nextBandState(unknown, reading('2026-03-02', 79), BOUNDARIES)).toMatchObject({
      published: 'yellow',
      previous: null,
      changedAt: '2026-03-02',
    });
  });

  test('a reading older than the newest day', () => {
    const state = run(GREEN, reading('2026-03-05', 84));
    expect(nextBandState(state, reading('2026-03-04', 10), BOUNDARIES)).toBe(state);
  });
});

describe('nextBandState, for any readings', () => {
  const anyReading = fc
    .record({
      day: fc.integer({ min: 1, max: 28 }),
      score: fc.double({ min: 0, max: 100, noNaN: true }),
      provisional: fc.boolean(),
      capped: fc.boolean(),
      rapidDecline: fc.boolean(),
    })
    .map(({ day, score, ...flags }) => reading(`2026-03-${String(day).padStart(2, '0')}`, score, flags));
  const history = fc.array(anyReading, { minLength: 1, maxLength: 40 });

  test('the same reading again changes nothing', () => {
    fc.assert(
      fc.property(history, (readings) => {
        const twice = readings.flatMap((each) => [each, each]);
        expect(run(...twice)).toEqual(run(...readings));
      }),
    );
  });

  test('only a full reading of the newest day, in the new band, publishes', () => {
    fc.assert(
      fc.property(history, anyReading, (readings, last) => {
        const before = run(...readings);
        const after = nextBandState(before, last, BOUNDARIES);
        if (after.published === before.published) return;
        expect(last.provisional).toBe(false);
        expect(after).toMatchObject({ published: last.band, changedAt: last.asOf, pending: null });
        expect(after.previous).toBe(before.published === 'unknown' ? null : before.published);
      }),
    );
  });
});
