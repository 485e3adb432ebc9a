import { LOCALES } from '../../../src/model/bands.ts';
import { CAPS } from '../../../src/scoring/caps/index.ts';
import { capReason, capSentence } from '../../../src/scoring/words/index.ts';

describe('capSentence', () => {
  test('says why and how far the score is held down', () => {
    const cap = { id: 'payment-default', limit: 59, reason: 'an open invoice is 72 days overdue' };
    expect(capSentence(cap, 'en')).toBe('An invoice is long overdue: score held at 59 or below');
    expect(capSentence(cap, 'es')).toBe(
      'Una factura lleva mucho tiempo vencida: puntuación limitada a 59 o menos',
    );
  });

  test('lets a cap it does not know speak for itself', () => {
    const cap = { id: 'legal-dispute', limit: 20, reason: 'a legal dispute is open' };
    expect(capSentence(cap, 'es')).toMatch(/^A legal dispute is open: /);
    expect(capReason({ ...cap, id: 'toString' }, 'en')).toBe('A legal dispute is open');
  });

  test.each(LOCALES)('has words in %s for every cap that ships', (locale) => {
    const fallback = 'the reason of the engine';
    for (const { id } of CAPS)
      expect(capReason({ id, limit: 59, reason: fallback }, locale)).not.toMatch(/engine/);
  });
});
