import { z } from 'zod';
import { AppError, ERROR_CODES, type ErrorCode } from '../../src/errors.ts';
import { MESSAGES, type MessageCode } from '../../src/model/messages/catalogue.ts';
import { firstIssue, issuesMessage } from '../../src/model/messages/issue.ts';
import { messageText, messageTexts, say } from '../../src/model/messages/message.ts';
import { isoDate } from '../../src/model/fields.ts';
import { ENGLISH } from '../helpers/english.ts';

const CODES = Object.keys(MESSAGES) as MessageCode[];
const slotsOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
/** Texts without their slots, without names of variables, commands and fields. */
const wordsOf = (text: string) =>
  text.replaceAll(/\{\w+\}|`[^`]*`|«[^»]*»|\b\w+_\w+\b|\b(from|to|max|min)\b|[?/]\w+=?/g, '');

describe('every message', () => {
  test.each(CODES)('%s says the same in both languages', (code) => {
    const { en, es } = MESSAGES[code];
    expect(en.trim()).not.toBe('');
    expect(es.trim()).not.toBe('');
    expect(slotsOf(es)).toEqual(slotsOf(en));
    expect(wordsOf(es)).not.toMatch(ENGLISH);
    // What has words of its own is translated.
    if (/\p{L}{4}/u.test(wordsOf(en))) expect(es).not.toBe(en);
  });

  test('there is one for every code of an error', () => {
    for (const code of Object.keys(ERROR_CODES)) expect(CODES).toContain(`general.${code}`);
  });
});

describe('slots', () => {
  test('take texts, numbers, other messages, texts of each language and lists', () => {
    const late = say('source.late', { seconds: 6 });
    expect(messageTexts(say('source.failed', { source: 'Stripe', reason: late }))).toEqual({
      en: 'Stripe: not read to the end in 6 seconds',
      es: 'Stripe: no se leyó hasta el final en 6 segundos',
    });
    const why = { en: 'Too few left.', es: 'Se fueron muy pocos.' };
    expect(messageText(say('proof.nothing-proposed', { why }), 'es')).toBe(
      'No hay pesos que proponer. Se fueron muy pocos.',
    );
    const domains = ['a.com', 'b.com', 'c.com', 'd.com', 'e.com', 'f.com', 'g.com'];
    expect(messageTexts(say('account.domain-unknown', { domains }))).toEqual({
      en: 'No company has the domain a.com, b.com, c.com, d.com, e.com and 2 more.',
      es: 'Ninguna empresa tiene el dominio a.com, b.com, c.com, d.com, e.com y 2 más.',
    });
  });

  test('hold what others wrote as it is, also when it looks like a slot', () => {
    const said = say('hubspot.said', { said: 'bad {said} $& "x"' });
    expect(messageTexts(said)).toEqual({ en: 'bad {said} $& "x"', es: 'HubSpot dice: «bad {said} $& "x"»' });
  });

  test('of what another version stored: an unknown code and a slot that is missing are shown as they are', () => {
    expect(messageText({ code: 'new.code', slots: { a: 'x' } }, 'es')).toBe('new.code');
    expect(messageText({ code: 'toString' }, 'en')).toBe('toString');
    expect(messageText({ code: 'source.late' }, 'es')).toContain('{seconds}');
  });
});

describe('what a validation says', () => {
  const schema = z.object({
    name: z.string().min(3),
    amount: z.number().max(5),
    kind: z.enum(['a', 'b']),
    moment: isoDate,
    list: z.array(z.string()).max(1),
    either: z.union([z.string(), z.boolean()]),
  });
  const issuesOf = (value: object) => schema.safeParse(value).error?.issues ?? [];
  const wrong = { name: 'x', amount: 'much', kind: 'c', moment: 'never', list: ['a', 'b'], either: 7 };

  test('is said in both languages, with the path of each field', () => {
    const issues = issuesOf(wrong);
    expect(issues).toHaveLength(6);
    const { en, es } = messageTexts(issuesMessage(issues));
    for (const field of Object.keys(wrong)) {
      expect(en).toContain(`${field}: `);
      expect(es).toContain(`${field}: `);
    }
    expect(en).toContain('amount: Invalid input: expected number, received string');
    expect(es).toContain('amount: Entrada inválida: se esperaba número');
    expect(es).toContain('moment: se esperaba una fecha o fecha y hora en ISO 8601');
    expect(es).not.toMatch(ENGLISH);
    expect(es).not.toContain('indefinido');
  });

  test('of a record is the first thing wrong; of a value without fields there is no path', () => {
    expect(messageText(firstIssue({ issues: issuesOf(wrong) }), 'es')).toMatch(/^name: /);
    expect(messageText(firstIssue({ issues: issuesOf([]) }), 'en')).toMatch(/^Invalid input/);
    expect(messageText(firstIssue({ issues: z.string().safeParse(1).error?.issues ?? [] }), 'es')).toMatch(
      /^Entrada/,
    );
    expect(messageTexts(firstIssue({ issues: [] }))).toEqual({ en: 'does not fit', es: 'no encaja' });
  });
});

describe('an error', () => {
  test('speaks English to logs and the language of people to people', () => {
    const error = new AppError('not-found', say('action.not-scored', { company: '7' }));
    expect(error.message).toContain('Company 7 has not been scored yet');
    expect(error.textIn('es')).toContain('La empresa 7 aún no tiene puntuación');
  });

  test.each(Object.keys(ERROR_CODES) as ErrorCode[])(
    'with a text for whoever runs Pulso says in Spanish what %s means',
    (code) => {
      const error = new AppError(code, 'PULSO_SCHEDULE: "x" is not a cron expression');
      expect(error.textIn('en')).toBe(error.message);
      expect(error.textIn('es')).toBe(MESSAGES[`general.${code}`].es);
    },
  );
});
