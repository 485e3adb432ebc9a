import { negatedBy } from '../../../src/sources/sentiment/negation.ts';

const SPANISH = negatedBy(new Set(['no', 'ningún']));
const scoreOf = (text: string, cursor: number) => SPANISH.apply(text.split(' '), cursor, 3);

describe('negatedBy', () => {
  test('turns a word around that follows a negation within two words', () => {
    expect(scoreOf('no contento', 1)).toBe(-3);
    expect(scoreOf('no estoy contento', 2)).toBe(-3);
  });

  test('does not reach further', () => {
    expect(scoreOf('no lo sé pero contento', 4)).toBe(3);
  });

  test('looks back only', () => {
    expect(scoreOf('contento no', 0)).toBe(3);
    expect(scoreOf('contento', 0)).toBe(3);
  });
});
