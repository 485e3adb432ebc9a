import fc from 'fast-check';
import { type ChangeTerm } from '../../../src/model/breakdown.ts';
import { LOCALES } from '../../../src/model/bands.ts';
import { indicatorById } from '../../../src/scoring/indicators/index.ts';
import { changeParts, changeSentence } from '../../../src/scoring/words/index.ts';

const TODAY = '2026-11-22';
const SINCE = '2026-10-03';

function term(id: string, points: number, kind: ChangeTerm['kind'] = 'indicator'): ChangeTerm {
  return { id, points, kind };
}

const TERMS = [
  term('active-user-penetration', -6.2),
  term('payment-behaviour', -4.1),
  term('survey-satisfaction', 1.4),
  term('login-activity', -0.2),
];

function sentence(terms: readonly ChangeTerm[], locale: 'en' | 'es' = 'en'): string {
  return changeSentence({ since: SINCE, terms }, locale, TODAY, indicatorById);
}

describe('changeSentence', () => {
  test('names the largest reasons, adding up to the total', () => {
    expect(sentence(TERMS)).toBe('−9 since 3 October: seats in use −6, payment −4, survey answers +1');
    expect(sentence(TERMS, 'es')).toBe(
      '−9 desde el 3 de octubre: asientos en uso −6, pagos −4, encuestas de satisfacción +1',
    );
  });

  test('puts the rest in one term, so that the sum still holds', () => {
    const many = [...TERMS, term('roi-multiple', -1.1), term('power-users', -1.2)];
    expect(sentence(many)).toBe(
      '−11 since 3 October: seats in use −6, payment −4, survey answers +1, other −2',
    );
    expect(sentence(many, 'es')).toMatch(/, otros −2$/);
  });

  test('says coverage, caps and model in words', () => {
    const terms = [
      term('coverage', -3, 'coverage'),
      term('caps', -20, 'cap'),
      term('model-change', 2, 'model-change'),
    ];
    expect(sentence(terms)).toBe('−21 since 3 October: new model +2, score limits −20, data coverage −3');
    expect(sentence(terms, 'es')).toBe(
      '−21 desde el 3 de octubre: modelo nuevo +2, límites de la puntuación −20, cobertura de datos −3',
    );
  });

  test('always tells a change of the model apart, however small', () => {
    const parts = changeParts([...TERMS, term('model-change', 0.9, 'model-change')], 'en', indicatorById);
    expect(parts[0]).toEqual({ id: 'model-change', label: 'new model', points: 1 });
  });

  test('keeps an acronym and names an indicator nobody knows by its id', () => {
    const lookup = () => ({ title: { en: 'NPS answers', es: 'Respuestas NPS' }, describe: () => '' });
    const change = { since: SINCE, terms: [term('x', 2)] };
    expect(changeSentence(change, 'en', TODAY, lookup)).toBe('+2 since 3 October: NPS answers +2');
    expect(sentence([term('fax-usage', -2)])).toBe('−2 since 3 October: fax usage −2');
  });

  test('a total of 0 still tells what evened out', () => {
    const terms = [term('login-activity', 4), term('payment-behaviour', -4.2)];
    expect(sentence(terms)).toBe('No change since 3 October: payment −4, login activity +4');
  });

  test.each([
    ['no terms', []],
    ['only dust', [term('login-activity', 0.2), term('payment-behaviour', -0.1)]],
  ])('with %s there is no change and no list', (_name, terms) => {
    expect(sentence(terms)).toBe('No change since 3 October');
    expect(sentence(terms, 'es')).toBe('Sin cambios desde el 3 de octubre');
  });
});

describe('changeParts, for any terms', () => {
  const anyTerms = fc.uniqueArray(
    fc.record({
      id: fc.stringMatching(/^[a-z]{1,6}$/),
      points: fc.double({ min: -60, max: 60, noNaN: true }),
      kind: fc.constantFrom('indicator' as const, 'coverage' as const, 'cap' as const),
    }),
    { maxLength: 20, selector: (each) => each.id },
  );

  test('the parts add up to the rounded total and none is 0', () => {
    fc.assert(
      fc.property(
        anyTerms,
        fc.integer({ min: 0, max: 6 }),
        fc.constantFrom(...LOCALES),
        (terms, shown, locale) => {
          const parts = changeParts(terms, locale, indicatorById, shown);
          const exact = terms.reduce((sum, each) => sum + each.points, 0);
          const total = parts.reduce((sum, each) => sum + each.points, 0);
          expect(Math.abs(total - exact)).toBeLessThanOrEqual(0.5 + 1e-9);
          expect(parts.every((part) => part.points !== 0 && Number.isInteger(part.points))).toBe(true);
          expect(parts.length).toBeLessThanOrEqual(shown + 1);
        },
      ),
    );
  });
});
