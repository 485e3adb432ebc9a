import { readFileSync } from 'node:fs';
import path from 'node:path';
import { LOCALES } from '../../src/model/bands.ts';
import { GLOSSARY, type GlossaryEntry } from '../../src/model/glossary.ts';

const ENTRIES: readonly (readonly [string, GlossaryEntry])[] = Object.entries(GLOSSARY);

describe('the glossary', () => {
  test.each(LOCALES)('explains every term in %s in one sentence', (locale) => {
    for (const [term, { meaning }] of ENTRIES) {
      const sentence = meaning[locale];
      expect([term, sentence]).toEqual([term, expect.stringMatching(/^\p{Lu}[^.!?]{20,170}\.$/u)]);
    }
  });

  test.each(LOCALES)('has no two terms of one name in %s', (locale) => {
    const names = ENTRIES.map(([, entry]) => entry[locale].toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });

  test('translates every meaning', () => {
    expect(ENTRIES.filter(([, { meaning }]) => meaning.en === meaning.es)).toEqual([]);
  });

  test('keeps to the word table of the product', () => {
    const pairs = ENTRIES.map(([, { en, es }]) => `${en} = ${es}`);
    expect(pairs).toEqual(
      expect.arrayContaining([
        'health score = puntuación de salud',
        'churn = abandono',
        'renewal = renovación',
        'expansion = expansión',
        'executive sponsor = patrocinador ejecutivo',
        'champion = campeón',
        'seats in use = asientos en uso',
        'active user = usuario activo',
        'business review (QBR) = revisión de negocio (QBR)',
        'playbook = playbook',
        'task = tarea',
        'owner = responsable',
        'coverage = cobertura',
      ]),
    );
  });

  test('costs cards no dependency', () => {
    const file = path.resolve(import.meta.dirname, '../../src/model/glossary.ts');
    const imports = [...readFileSync(file, 'utf8').matchAll(/^import (?!(type|\{ type)).*$/gm)];
    expect(imports.map(([line]) => line)).toEqual([]);
  });
});
