import { EARLY_WARNINGS, LOCALES } from '../../../src/model/bands.ts';
import { type WarningFacts, warningSentence } from '../../../src/scoring/words/index.ts';

const FACTS: WarningFacts = {
  delta30d: -24.4,
  dimensions: [
    { id: 'product', score: 81.2 },
    { id: 'relationship', score: 64 },
    { id: 'business', score: 42.4 },
  ],
};

describe('warningSentence', () => {
  test('names both ends of a disagreement with their scores', () => {
    expect(warningSentence('dimension-disagreement', FACTS, 'en')).toBe(
      'Product and business disagree (81 / 42)',
    );
    expect(warningSentence('dimension-disagreement', FACTS, 'es')).toBe(
      'Producto y negocio no concuerdan (81 / 42)',
    );
  });

  test('leaves out dimensions without a score', () => {
    const dimensions = [...FACTS.dimensions, { id: 'support', score: null }];
    expect(warningSentence('dimension-disagreement', { ...FACTS, dimensions }, 'en')).toMatch(
      /^Product and business/,
    );
  });

  test.each([[[]], [[{ id: 'product', score: 81.2 }]]])(
    'names nobody where two are not known: %j',
    (dimensions) => {
      const facts = { ...FACTS, dimensions };
      expect(warningSentence('dimension-disagreement', facts, 'en')).toBe('Parts of the score disagree');
      expect(warningSentence('dimension-disagreement', facts, 'es')).toBe(
        'Partes de la puntuación no concuerdan',
      );
    },
  );

  test('counts the points of a rapid decline', () => {
    expect(warningSentence('rapid-decline', FACTS, 'en')).toBe('Score fell 24 points in 30 days');
    expect(warningSentence('rapid-decline', { ...FACTS, delta30d: -1 }, 'es')).toBe(
      'La puntuación cayó 1 punto en 30 días',
    );
  });

  test.each(LOCALES)('has a distinct sentence for every warning in %s', (locale) => {
    const sentences = EARLY_WARNINGS.map((warning) => warningSentence(warning, FACTS, locale));
    expect(new Set(sentences).size).toBe(EARLY_WARNINGS.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}[^{}]+$/u);
  });
});
