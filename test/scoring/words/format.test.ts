import {
  dayWords,
  numberWords,
  percentWords,
  signedWords,
  sinceDayWords,
  whenWords,
} from '../../../src/scoring/words/index.ts';

const NOW = '2026-11-22T06:00:00Z';

describe('numbers', () => {
  test('group and separate decimals as the language does', () => {
    expect(numberWords(12_345.67, 'en', 1)).toBe('12,345.7');
    expect(numberWords(12_345.67, 'es', 1)).toBe('12.345,7');
    expect(numberWords(12_345.67, 'en')).toBe('12,346');
  });

  test('carry a real minus sign, and a plus sign when asked', () => {
    expect(numberWords(-3, 'en')).toBe('−3');
    expect([9, -9, 0].map((points) => signedWords(points, 'es'))).toEqual(['+9', '−9', '0']);
  });

  test('never show a negative or signed zero', () => {
    expect([-0, -0.2, 0.4].map((value) => numberWords(value, 'en'))).toEqual(['0', '0', '0']);
    expect([-0.4, 0.4].map((value) => signedWords(value, 'en'))).toEqual(['0', '0']);
  });

  test('percent stays on one line in both languages', () => {
    expect([percentWords(0.934, 'en'), percentWords(0.934, 'es')]).toEqual(['93\u00a0%', '93\u00a0%']);
    expect(percentWords(0, 'en')).toBe('0\u00a0%');
  });
});

describe('dayWords', () => {
  test('names the year only when it is another one', () => {
    expect(dayWords('2026-10-03', 'en', '2026-11-22')).toBe('3 October');
    expect(dayWords('2025-12-31', 'en', '2026-01-02')).toBe('31 December 2025');
    expect(dayWords('2026-10-03', 'es', '2026-11-22')).toBe('3 de octubre');
    expect(dayWords('2025-12-31', 'es', '2026-01-02')).toBe('31 de diciembre de 2025');
  });

  test('takes the day of an instant as written', () => {
    expect(dayWords('2026-10-03T23:59:59Z', 'en', '2026-11-22')).toBe('3 October');
  });
});

describe('whenWords', () => {
  test.each([
    ['2026-11-22T05:59:30Z', 'now', 'ahora'],
    ['2026-11-22T05:48:00Z', '12 minutes ago', 'hace 12 minutos'],
    ['2026-11-22T04:30:00Z', '1 hour ago', 'hace 1 hora'],
    ['2026-11-21T05:00:00Z', 'yesterday', 'ayer'],
    ['2026-11-15T06:00:01Z', '6 days ago', 'hace 6 días'],
    ['2026-11-15T06:00:00Z', '15 November', '15 de noviembre'],
    ['2025-11-15T06:00:00Z', '15 November 2025', '15 de noviembre de 2025'],
    ['2026-11-22T09:00:00Z', 'in 3 hours', 'dentro de 3 horas'],
    ['2027-02-01T00:00:00Z', '1 February 2027', '1 de febrero de 2027'],
  ])('%s is "%s"', (instant, english, spanish) => {
    expect(whenWords(instant, 'en', NOW)).toBe(english);
    expect(whenWords(instant, 'es', NOW)).toBe(spanish);
  });

  test('an instant that does not parse is an error, not a wrong time', () => {
    expect(() => whenWords('some time ago', 'en', NOW)).toThrow(RangeError);
  });
});

describe('sinceDayWords', () => {
  test.each([
    ['2026-11-22', 'today', 'hoy'],
    ['2026-11-21', 'yesterday', 'ayer'],
    ['2026-11-16', '6 days ago', 'hace 6 días'],
    ['2026-11-15', '15 November', '15 de noviembre'],
    ['2026-11-23', 'tomorrow', 'mañana'],
  ])('%s is "%s"', (day, english, spanish) => {
    expect(sinceDayWords(day, 'en', '2026-11-22')).toBe(english);
    expect(sinceDayWords(day, 'es', '2026-11-22')).toBe(spanish);
  });
});
