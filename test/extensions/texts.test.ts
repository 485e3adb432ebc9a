import { en } from '../../extensions/ui/texts/en.ts';
import { es } from '../../extensions/ui/texts/es.ts';
import { pagesEn } from '../../extensions/ui/texts/pages-en.ts';
import { pagesEs } from '../../extensions/ui/texts/pages-es.ts';
import { kpisEn, proofEn } from '../../extensions/ui/texts/proof-en.ts';
import { kpisEs, proofEs } from '../../extensions/ui/texts/proof-es.ts';

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

/** English and Spanish of everything the extensions say. */
const CATALOGUES: Readonly<Record<string, readonly [english: object, spanish: object]>> = {
  cards: [en, es],
  pages: [pagesEn, pagesEs],
  proof: [proofEn, proofEs],
  kpis: [kpisEn, kpisEs],
};

/** The same in both languages. */
const SHARED = new Set(['cards tabs.playbook']);

const catalogues = Object.entries(CATALOGUES).map(
  ([name, [english, spanish]]) => [name, flat(english), flat(spanish)] as const,
);
const keys = catalogues.flatMap(([name, english, spanish]) =>
  Object.keys(english).map((key) => [`${name} ${key}`, english[key] ?? '', spanish[key] ?? ''] as const),
);

test.each(catalogues)('Spanish says everything English says: %s', (_, english, spanish) => {
  expect(Object.keys(spanish).sort()).toEqual(Object.keys(english).sort());
});

test('what is the same in both languages is listed as such, and nothing else', () => {
  const same = keys.filter(([, english, spanish]) => /[a-z]{3}/i.test(english) && english === spanish);
  expect(same.map(([key]) => key)).toEqual([...SHARED]);
});

test.each(keys.filter(([key]) => !SHARED.has(key)))('%s is translated', (_, english, spanish) => {
  expect(spanish).not.toBe('');
  if (/[a-z]{3}/i.test(english)) expect(spanish).not.toBe(english);
});

test.each([
  [en.actions.done.tasks, '1 task created for the owner'],
  [es.actions.done.tasks, '1 tarea creada para el responsable'],
  [pagesEn.queue.intro, 'The account that needs the team most'],
  [pagesEs.queue.intro, 'La cuenta que más necesita al equipo'],
  [pagesEn.settings.past.missing['out-of-time'], 'only 1 customer who left could be judged'],
  [pagesEs.settings.past.missing['out-of-time'], 'a 1 cliente que se fue;'],
  [proofEn.tooFew, 'Only 1 customer left so far'],
  [proofEs.tooFew, 'Hasta ahora solo se fue 1 cliente.'],
  [proofEn.belowGreen, 'Of 1 customer who left, 1 was below green'],
  [proofEs.belowGreen, 'De 1 cliente que se fue, 1 estaba por debajo'],
  [proofEn.leadTime, '1 of 1 was warned of'],
  [proofEs.leadTime, 'Hubo aviso de 1 de 1, con'],
  [kpisEn.began, '1 customer'],
  [kpisEs.began, '1 cliente'],
] as const)('one of a thing is not several: %#', (text, expected) => {
  const say: (...values: string[]) => string = text;
  const said = say(...Array.from({ length: text.length }, () => '1'));
  expect(said).toContain(expected);
  expect(said).not.toMatch(/\b1 (customers|accounts|tasks|clientes|cuentas|tareas)\b/);
});

test.each(keys)('%s uses the same facts in both languages', (_, english, spanish) => {
  const facts = (text: string) => [...new Set(text.match(/<\d>/g) ?? [])].sort();
  expect(facts(spanish)).toEqual(facts(english));
});
