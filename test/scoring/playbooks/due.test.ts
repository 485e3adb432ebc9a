import { dueHours, dueWords, urgencyOf } from '../../../src/scoring/playbooks/due.ts';

describe('urgencyOf', () => {
  test('is the alert level of the score', () => {
    expect(urgencyOf('yellow', 'warning')).toBe('warning');
    expect(urgencyOf('yellow', 'healthy')).toBe('healthy');
  });

  test('is never less than the band asks for', () => {
    expect(urgencyOf('red', 'healthy')).toBe('critical');
    expect(urgencyOf('orange', 'warning')).toBe('at-risk');
    expect(urgencyOf('orange', 'critical')).toBe('critical');
  });

  test('falls back to the band when the level is unknown', () => {
    expect(urgencyOf('green', 'unknown')).toBe('healthy');
  });
});

describe('dueHours', () => {
  test.each([
    ['critical', 'escalate', 0],
    ['at-risk', 'intervene', 48],
    ['warning', 'stabilise', 168],
    ['healthy', 'stabilise', 14 * 24],
    ['healthy', 'expand', 30 * 24],
  ] as const)('%s in %s: %d hours', (alert, playbook, hours) => {
    expect(dueHours('response', alert, playbook)).toBe(hours);
  });

  test('a fixed time does not depend on the level', () => {
    expect(dueHours({ withinHours: 24 }, 'healthy', 'expand')).toBe(24);
    expect(dueHours({ withinHours: 24 }, 'critical', 'escalate')).toBe(24);
  });
});

describe('dueWords', () => {
  test.each([
    [0, 'now', 'ahora'],
    [1, 'within 1 hour', 'en 1 hora'],
    [48, 'within 48 hours', 'en 48 horas'],
    [72, 'within 72 hours', 'en 72 horas'],
    [168, 'within 7 days', 'en 7 días'],
  ])('%d hours', (hours, english, spanish) => {
    expect(dueWords(hours, 'en')).toBe(english);
    expect(dueWords(hours, 'es')).toBe(spanish);
  });
});
