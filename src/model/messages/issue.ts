import { es } from 'zod/locales';
import { type z } from 'zod';
import { type Locale, type Localised } from '../bands.ts';
import { FIELD_MESSAGES } from './fields.ts';
import { type Message, say } from './message.ts';

type Issue = z.core.$ZodIssue;
const inSpanish = es().localeError;

/** The first thing wrong with a record. */
export function firstIssue({ issues: [issue] }: { readonly issues: readonly Issue[] }): Message {
  return issue === undefined ? say('does-not-fit') : issuesMessage([issue]);
}

/** What is wrong with something that came in, by the validation's own words in either language. */
export function issuesMessage(issues: readonly Issue[]): Message {
  const found = issues.map((issue) => ({
    path: issue.path.map(String).join('.'),
    problem: problemOf(issue),
  }));
  const joined = (locale: Locale) =>
    found.map(({ path, problem }) => (path === '' ? '' : `${path}: `) + problem[locale]).join('; ');
  return say('as', { text: { en: joined('en'), es: joined('es') } });
}

function problemOf(issue: Issue): Localised {
  return { en: issue.message, es: ownWords(issue.message) ?? spanishOf(issue) };
}

/** A schema can carry a text in one language only; those of ours stand in the catalogue. */
function ownWords(text: string): string | undefined {
  return Object.values(FIELD_MESSAGES).find(({ en }) => en === text)?.es;
}

function spanishOf(issue: Issue): string {
  const said = inSpanish(issue as Parameters<typeof inSpanish>[0]);
  const text = typeof said === 'string' ? said : (said?.message ?? 'no es válido');
  // What was received is not kept with the issue.
  return text.replace(/, recibido .*$/, '');
}
