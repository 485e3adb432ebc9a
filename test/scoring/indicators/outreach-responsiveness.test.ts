import { daysAgo, measure, scoreOf, wordsOf } from '../subject.ts';

interface Mail {
  readonly sentAt: string;
  readonly answeredAt?: string;
}

/** Sent at midnight this many days ago, answered after so many hours; unanswered without. */
function mail(sentDaysAgo: number, hours?: number): Mail {
  const sentAt = `${daysAgo(sentDaysAgo)}T00:00:00Z`;
  if (hours === undefined) return { sentAt };
  return { sentAt, answeredAt: new Date(Date.parse(sentAt) + hours * 3_600_000).toISOString() };
}

const outreach = (...mails: Mail[]) => ({ relationship: { outreach: mails } });

describe('outreach-responsiveness', () => {
  test.each([
    [0, 100],
    [6, 97.5],
    [24, 90],
    [48, 80],
    [72, 70],
    [168, 50],
    [336, 30],
    [720, 0],
    [1000, 0],
  ])('an answer after %p hours scores %p', (hours, expected) => {
    expect(scoreOf('outreach-responsiveness', outreach(mail(60, hours)))).toBeCloseTo(expected, 9);
  });

  test('the median of an even number is the mean of the middle two', () => {
    const found = measure(
      'outreach-responsiveness',
      outreach(mail(9, 1), mail(9, 2), mail(9, 46), mail(9, 200)),
    );
    expect(found).toMatchObject({ score: 90, value: { medianHours: 24, counted: 4 } });
  });

  test('no answer counts as the hours waited to the end of the as-of day, once they are 24, at most 720', () => {
    expect(measure('outreach-responsiveness', outreach(mail(0)))).toMatchObject({
      value: { medianHours: 24 },
    });
    expect(measure('outreach-responsiveness', outreach({ sentAt: `${daysAgo(0)}T00:00:01Z` }))).toEqual({
      state: 'no-data',
    });
    expect(measure('outreach-responsiveness', outreach(mail(2)))).toMatchObject({
      value: { medianHours: 72 },
    });
    expect(measure('outreach-responsiveness', outreach(mail(29)))).toMatchObject({
      value: { medianHours: 720 },
    });
    expect(measure('outreach-responsiveness', outreach(mail(80)))).toMatchObject({
      value: { medianHours: 720 },
    });
  });

  test('an answer after the as-of day is no answer', () => {
    const late = { sentAt: `${daysAgo(2)}T00:00:00Z`, answeredAt: `${daysAgo(-1)}T00:00:00Z` };
    expect(measure('outreach-responsiveness', outreach(late))).toMatchObject({ value: { medianHours: 72 } });
  });

  test('outreach of 90 days ago and more, or still to come, does not count', () => {
    expect(measure('outreach-responsiveness', outreach(mail(90, 1), mail(-1, 1)))).toEqual({
      state: 'no-data',
    });
    expect(scoreOf('outreach-responsiveness', outreach(mail(89, 24), mail(400, 1)))).toBe(90);
  });

  test('answering three times as slowly as before costs 15, but only beyond 24 hours', () => {
    expect(scoreOf('outreach-responsiveness', outreach(mail(100, 8), mail(10, 25)))).toBeCloseTo(
      89.583333333 - 15,
      6,
    );
    expect(scoreOf('outreach-responsiveness', outreach(mail(100, 8), mail(10, 24)))).toBe(90);
    expect(scoreOf('outreach-responsiveness', outreach(mail(100, 24), mail(10, 72)))).toBe(55);
    expect(scoreOf('outreach-responsiveness', outreach(mail(100, 24), mail(10, 71)))).toBeCloseTo(
      70.416666667,
      6,
    );
    expect(scoreOf('outreach-responsiveness', outreach(mail(100, 25), mail(10, 168)))).toBe(50);
    expect(scoreOf('outreach-responsiveness', outreach(mail(100, 1), mail(40, 720)))).toBe(0);
  });

  test('no outreach is no data', () => {
    expect(measure('outreach-responsiveness', {})).toEqual({ state: 'no-data' });
    expect(measure('outreach-responsiveness', outreach())).toEqual({ state: 'no-data' });
  });

  test('says it in words', () => {
    expect(wordsOf('outreach-responsiveness', outreach(mail(9, 6)))).toEqual({
      en: 'answers in 6 hours (median)',
      es: 'responde en 6 horas (mediana)',
    });
  });
});
