import { pulseValidity } from '../../../src/scoring/bands/index.ts';

describe('pulseValidity', () => {
  test('counts from its own day to 90 days later', () => {
    expect(pulseValidity({ at: '2026-01-01' }, '2026-01-01')).toEqual({
      valid: true,
      expiresAt: '2026-04-01',
      daysLeft: 90,
    });
    expect(pulseValidity({ at: '2026-01-01' }, '2026-04-01')).toMatchObject({ valid: true, daysLeft: 0 });
  });

  test('does not count on the 91st day', () => {
    expect(pulseValidity({ at: '2026-01-01' }, '2026-04-02')).toMatchObject({ valid: false, daysLeft: -1 });
  });

  test('does not count before it was logged', () => {
    expect(pulseValidity({ at: '2026-01-02' }, '2026-01-01').valid).toBe(false);
  });

  test('takes instants by their UTC day', () => {
    const pulse = { at: '2026-01-01T23:30:00-03:00' };
    expect(pulseValidity(pulse, '2026-01-02')).toMatchObject({ valid: true, expiresAt: '2026-04-02' });
  });
});
