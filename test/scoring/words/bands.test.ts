import { ALERT_LEVELS, BANDS, LOCALES, type Locale, PLAYBOOK_BANDS } from '../../../src/model/bands.ts';
import {
  ALERT_WORDS,
  alertSentence,
  BAND_WORDS,
  bandSentence,
  PLAYBOOK_WORDS,
} from '../../../src/scoring/words/index.ts';

const lower = (words: readonly { readonly [locale in Locale]: string }[], locale: Locale) =>
  words.map((word) => word[locale].toLowerCase());

describe('the word table of the product', () => {
  test('bands', () => {
    const names = ['green', 'yellow', 'orange', 'red'] as const;
    const words = names.map((band) => BAND_WORDS[band].name);
    expect(lower(words, 'en')).toEqual(['green', 'yellow', 'orange', 'red']);
    expect(lower(words, 'es')).toEqual(['verde', 'amarillo', 'naranja', 'rojo']);
  });

  test('playbooks', () => {
    const words = PLAYBOOK_BANDS.map((band) => PLAYBOOK_WORDS[band]);
    expect(lower(words, 'en')).toEqual(['expand', 'stabilise', 'intervene', 'escalate']);
    expect(lower(words, 'es')).toEqual(['expandir', 'estabilizar', 'intervenir', 'escalar']);
  });

  test('alert levels', () => {
    const words = ALERT_LEVELS.filter((level) => level !== 'unknown').map((level) => ALERT_WORDS[level].name);
    expect(lower(words, 'en')).toEqual(['critical', 'at risk', 'warning', 'healthy']);
    expect(lower(words, 'es')).toEqual(['crítico', 'en riesgo', 'advertencia', 'saludable']);
  });
});

describe('bandSentence', () => {
  test('says the band and what it needs', () => {
    expect(bandSentence('yellow', 'en')).toBe('Yellow, needs stabilising');
    expect(bandSentence('yellow', 'es')).toBe('Amarillo, hay que estabilizar');
  });

  test('unknown is not enough data, not a bad band', () => {
    expect(bandSentence('unknown', 'en')).toBe('Unknown, not enough data');
    expect(bandSentence('unknown', 'es')).toBe('Desconocido, datos insuficientes');
  });

  test.each(LOCALES)('no two bands read alike in %s', (locale) => {
    const sentences = [...BANDS, 'thriving' as const, 'unknown' as const].map((band) =>
      bandSentence(band, locale),
    );
    expect(new Set(sentences).size).toBe(sentences.length);
  });
});

describe('alertSentence', () => {
  test('says the level and the response time', () => {
    expect(alertSentence('at-risk', 'en')).toBe('At risk: the CSM acts within 48 hours');
    expect(alertSentence('critical', 'es')).toBe('Crítico: escalar a dirección ahora');
  });

  test('asks for data when the level is unknown', () => {
    expect(alertSentence('unknown', 'en')).toBe('Unknown: connect more data');
  });
});
