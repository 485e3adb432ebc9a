import { type LossReason } from '../../model/loss-reason.ts';

/** How people write the reasons of S4, in English and Spanish; the first that fits counts. */
const WORDS: readonly (readonly [RegExp, LossReason])[] = [
  [/compet/i, 'competitor'],
  [/freemium|free (plan|tier|version)|gratis|gratuit/i, 'freemium'],
  [
    /clos(ed|ing)?[ _-]?down|out of business|bankrupt|insolven|shut ?down|cierr|cierre|cerr[óo]|quiebra/i,
    'closed-down',
  ],
];

/**
 * The reason that a text stands for. `meanings`: what a portal's own values mean, by the value in lower case; they count
 * before the words. Null for no text; a text that says none of the others is another reason.
 */
export function lossReasonOf(
  text: string | null | undefined,
  meanings: Readonly<Record<string, LossReason>> = {},
): LossReason | null {
  const value = text?.trim().toLowerCase() ?? '';
  if (value === '') return null;
  if (Object.hasOwn(meanings, value)) return meanings[value] ?? null;
  return WORDS.find(([words]) => words.test(value))?.[1] ?? 'other';
}
