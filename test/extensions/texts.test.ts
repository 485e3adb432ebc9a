import { en } from '../../extensions/ui/texts/en.ts';
import { es } from '../../extensions/ui/texts/es.ts';

/** Path → text; functions are called with numbered arguments, so that a forgotten one shows. */
function flat(texts: object, here = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([key, value]: [string, unknown]) => {
      const path = here === '' ? key : `${here}.${key}`;
      if (typeof value === 'object' && value !== null) return Object.entries(flat(value, path));
      if (typeof value !== 'function') return [[path, String(value)]];
      const call = value as (...values: string[]) => string;
      return [[path, call(...Array.from({ length: value.length }, (_, index) => `<${index}>`))]];
    }),
  );
}

/** The same word in both languages. */
const SHARED = new Set(['tabs.playbook']);

const english = flat(en);
const spanish = flat(es);

test('Spanish says everything English says', () => {
  expect(Object.keys(spanish).sort()).toEqual(Object.keys(english).sort());
});

test.each(Object.keys(english).filter((key) => !SHARED.has(key)))('%s is translated', (key) => {
  expect(spanish[key]).not.toBe('');
  if (/[a-z]{3}/i.test(english[key] ?? '')) expect(spanish[key]).not.toBe(english[key]);
});

test.each(Object.keys(english))('%s uses the same facts in both languages', (key) => {
  const facts = (text: string | undefined) => [...new Set(text?.match(/<\d>/g) ?? [])].sort();
  expect(facts(spanish[key])).toEqual(facts(english[key]));
});
