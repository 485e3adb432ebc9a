import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { LOCALES } from '../../../src/model/bands.ts';
import { companySignals } from '../../../src/model/signals.ts';
import { indicatorById, INDICATORS, MODELS } from '../../../src/scoring/index.ts';

const folder = path.resolve(import.meta.dirname, '../../../src/scoring/indicators');

test('there is one file for each indicator, named like it', () => {
  const shared = new Set(['index.ts', 'indicator.ts', 'text.ts']);
  const files = readdirSync(folder).filter((file) => !shared.has(file));
  expect(files.sort()).toEqual(INDICATORS.map(({ id }) => `${id}.ts`).sort());
});

test('every indicator is used by a shipped model', () => {
  const used = new Set(
    [...MODELS.values()].flatMap(({ dimensions }) =>
      dimensions.flatMap((each) => each.indicators.map(({ id }) => id)),
    ),
  );
  expect(INDICATORS.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
});

describe.each(INDICATORS.map((indicator) => [indicator.id, indicator] as const))('%s', (id, indicator) => {
  test('is found by its id and speaks every language', () => {
    expect(indicatorById(id)).toBe(indicator);
    for (const text of [indicator.title, indicator.why, indicator.target, indicator.needs]) {
      for (const locale of LOCALES) expect(text[locale].trim()).not.toBe('');
    }
    expect(indicator.why.en).not.toBe(indicator.why.es);
  });

  test('reads a section that signals have', () => {
    const [part = '', name = ''] = indicator.section.split('.');
    const accepted = companySignals.safeParse({ companyId: 'c', [part]: { [name]: 'wrong on purpose' } });
    // A known section refuses a text; an unknown one would be stripped without a word.
    expect(accepted.success).toBe(false);
  });

  test('has plays of its own and a source', () => {
    expect(new Set(indicator.plays).size).toBe(indicator.plays.length);
    expect(indicator.source).toMatch(/^(S[0-4]|Pulso)$/);
  });
});

test('cards can load indicators without a validator', () => {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    // With verbatimModuleSyntax only `import type` leaves nothing behind; `import { type X }` still loads the file.
    const imports = readFileSync(file, 'utf8').matchAll(
      /^(?:import|export) (?!type )[^;]*? from '([^']+)';/gms,
    );
    for (const [, specifier = ''] of imports) {
      expect(specifier.startsWith('.') ? 'own' : specifier).toBe('own');
      visit(path.resolve(path.dirname(file), specifier));
    }
  };
  visit(path.join(folder, 'index.ts'));
  expect(seen.size).toBeGreaterThan(INDICATORS.length);
  expect([...seen].map((file) => path.basename(file))).not.toContain('signals.ts');
});
