import { daysAgo, measure, scoreOf, wordsOf } from '../subject.ts';

const spokeWith = (contacts: readonly (string | undefined)[], age = 3) => ({
  relationship: { interactions: contacts.map((contactId) => ({ at: daysAgo(age), contactId })) },
});
const people = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);

describe('multithreading', () => {
  test.each([
    [0, 0],
    [1, 40],
    [2, 60],
    [3, 80],
    [4, 90],
    [5, 100],
    [8, 100],
  ])('%p contacts score %p', (count, expected) => {
    expect(scoreOf('multithreading', spokeWith([...people(count), ...people(count)]))).toBe(expected);
  });

  test('contacts count for 90 days and not before we spoke', () => {
    expect(scoreOf('multithreading', spokeWith(people(3), 89))).toBe(80);
    expect(scoreOf('multithreading', spokeWith(people(3), 90))).toBe(0);
    expect(scoreOf('multithreading', spokeWith(people(3), -1))).toBe(0);
  });

  test('interactions without contacts and no interactions are no data', () => {
    expect(measure('multithreading', spokeWith([undefined]))).toEqual({ state: 'no-data' });
    expect(scoreOf('multithreading', spokeWith([undefined, 'p1']))).toBe(40);
    expect(measure('multithreading', {})).toEqual({ state: 'no-data' });
  });

  test('says it in words', () => {
    expect(wordsOf('multithreading', spokeWith(people(2)))).toEqual({
      en: '2 contacts in 90 days',
      es: '2 contactos en 90 días',
    });
  });
});
