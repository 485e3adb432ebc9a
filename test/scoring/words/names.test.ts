import { dimensionName, STATE_WORDS, TREND_WORDS } from '../../../src/scoring/words/index.ts';
import { insideSentence, plainWords } from '../../../src/scoring/words/names.ts';

describe('dimensionName', () => {
  test('follows the word table', () => {
    const ids = ['product', 'relationship', 'business'];
    expect(ids.map((id) => dimensionName(id, 'en'))).toEqual(['Product', 'Relationship', 'Business']);
    expect(ids.map((id) => dimensionName(id, 'es'))).toEqual(['Producto', 'Relación', 'Negocio']);
  });

  test('reads the id of a dimension that only a custom model has', () => {
    expect(dimensionName('field-service', 'es')).toBe('Field service');
    expect(dimensionName('constructor', 'en')).toBe('Constructor');
  });
});

describe('plain words', () => {
  test('of ids', () => {
    expect(plainWords('ticket-load_v2')).toBe('Ticket load v2');
    expect(plainWords('')).toBe('');
  });

  test('inside a sentence keep acronyms', () => {
    expect(['Seats in use', 'NPS', 'Éxito', 'ROI multiple'].map(insideSentence)).toEqual([
      'seats in use',
      'NPS',
      'éxito',
      'ROI multiple',
    ]);
  });
});

describe('states and trends', () => {
  test('what is unknown never reads like a bad score', () => {
    expect([STATE_WORDS['no-data'].en, STATE_WORDS['no-data'].es]).toEqual(['No data', 'Sin datos']);
    expect(TREND_WORDS.declining.es).toBe('Empeorando');
  });
});
