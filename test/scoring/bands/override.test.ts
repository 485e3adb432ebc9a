import { AppError } from '../../../src/errors.ts';
import {
  applyOverride,
  type BandState,
  nextBandState,
  shownBand,
  withdrawOverride,
} from '../../../src/scoring/bands/index.ts';
import { BOUNDARIES, reading } from './fixtures.ts';

const YELLOW: BandState = nextBandState(null, reading('2026-03-01', 70), BOUNDARIES);
const REQUEST = {
  band: 'red',
  reason: ' announced to leave ',
  author: 'ana@example.com',
  expiresAt: '2026-03-20',
} as const;
const OVERRIDDEN = applyOverride(YELLOW, REQUEST, '2026-03-10');

function codeOf(attempt: () => unknown): string | undefined {
  try {
    attempt();
  } catch (error) {
    return error instanceof AppError ? error.code : undefined;
  }
  return undefined;
}

describe('applyOverride', () => {
  test('shows the band of the override, as an override, and keeps the computed one', () => {
    expect(shownBand(OVERRIDDEN, '2026-03-10')).toMatchObject({
      band: 'red',
      previous: 'yellow',
      changedAt: '2026-03-10',
      override: { reason: 'announced to leave', author: 'ana@example.com' },
      expired: null,
    });
    expect(OVERRIDDEN.published).toBe('yellow');
  });

  test('expires by itself after its last day and stays on record', () => {
    expect(shownBand(OVERRIDDEN, '2026-03-20').band).toBe('red');
    expect(shownBand(OVERRIDDEN, '2026-03-21')).toMatchObject({
      band: 'yellow',
      previous: 'red',
      changedAt: '2026-03-21',
      override: null,
      expired: { band: 'red', reason: 'announced to leave' },
    });
  });

  test('survives readings, which go on underneath', () => {
    const after = nextBandState(OVERRIDDEN, reading('2026-03-12', 90), BOUNDARIES);
    expect(shownBand(after, '2026-03-12').band).toBe('red');
    expect(shownBand(after, '2026-03-21')).toMatchObject({ band: 'green', previous: 'red' });
  });

  test('a computed change after its end is again the last change', () => {
    const after = nextBandState(OVERRIDDEN, reading('2026-03-25', 90), BOUNDARIES);
    expect(shownBand(after, '2026-03-25')).toMatchObject({
      band: 'green',
      previous: 'yellow',
      changedAt: '2026-03-25',
    });
  });

  test('on the band already shown changes nothing that people see', () => {
    const held = applyOverride(YELLOW, { ...REQUEST, band: 'yellow' }, '2026-03-10');
    const unchanged = { band: 'yellow', previous: null, changedAt: '2026-03-01' };
    expect(shownBand(held, '2026-03-10')).toMatchObject(unchanged);
    expect(shownBand(held, '2026-03-30')).toMatchObject(unchanged);
  });

  test('that the computed band has caught up with ends without a change', () => {
    const caughtUp = nextBandState(OVERRIDDEN, reading('2026-03-12', 20), BOUNDARIES);
    expect(shownBand(caughtUp, '2026-03-30')).toMatchObject({
      band: 'red',
      previous: 'yellow',
      changedAt: '2026-03-10',
    });
  });

  test('a second one replaces the first', () => {
    const second = applyOverride(OVERRIDDEN, { ...REQUEST, band: 'orange' }, '2026-03-15');
    expect(shownBand(second, '2026-03-15')).toMatchObject({ band: 'orange', previous: 'red' });
  });

  test('is not shown for a day before it was set', () => {
    expect(shownBand(OVERRIDDEN, '2026-03-09')).toMatchObject({
      band: 'yellow',
      override: null,
      expired: null,
    });
  });

  test.each([
    ['without a reason', { reason: '  ' }],
    ['without an author', { author: '' }],
    ['already over', { expiresAt: '2026-03-09' }],
    ['without an end in sight', { expiresAt: '2026-06-09' }],
    ['on a day that does not exist', { expiresAt: '2026-02-30' }],
    ['on no day at all', { expiresAt: 'never' }],
  ])('is refused %s', (_name, fault) => {
    const attempt = () => applyOverride(YELLOW, { ...REQUEST, ...fault }, '2026-03-10');
    expect(attempt).toThrow(AppError);
    expect(attempt).toThrow(/^A band override (needs|expires)/);
    expect(codeOf(attempt)).toBe('input-invalid');
  });

  test('may last 90 days to the day', () => {
    expect(() => applyOverride(YELLOW, { ...REQUEST, expiresAt: '2026-06-08' }, '2026-03-10')).not.toThrow();
  });
});

describe('withdrawOverride', () => {
  test('ends it at once and keeps it on record', () => {
    const state = withdrawOverride(OVERRIDDEN, '2026-03-12');
    expect(shownBand(state, '2026-03-12')).toMatchObject({
      band: 'yellow',
      previous: 'red',
      changedAt: '2026-03-12',
      expired: { band: 'red', expiresAt: '2026-03-11' },
    });
  });

  test('without an active override changes nothing', () => {
    expect(withdrawOverride(YELLOW, '2026-03-12')).toBe(YELLOW);
    expect(withdrawOverride(OVERRIDDEN, '2026-04-01')).toBe(OVERRIDDEN);
  });
});
