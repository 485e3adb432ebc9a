import { type CrmCompany } from '../../model/company.ts';

/** A company that might be meant, for a person to decide. */
export interface Suggestion {
  readonly companyId: string;
  /** 0–1, how alike the names are. */
  readonly score: number;
}

/** Legal forms and words that say nothing about who it is. */
const NOISE = new Set(
  'ab ag as bv co company corp corporation gmbh group holding inc kg limited llc ltd nv oy plc pty sa sas sarl se sl slu spa srl the'.split(
    ' ',
  ),
);
const MAX_SUGGESTIONS = 3;
const MIN_SCORE = 0.5;
/** A word that more companies share than this is no reason to compare two of them. */
const MAX_SHARING = 50;
const WORD_PREFIX = 4;

/** Finds companies with names like an account's, through their words instead of comparing all with all. */
export interface NameIndex {
  suggest(name: string): Suggestion[];
}

export function indexNames(companies: Iterable<CrmCompany>): NameIndex {
  const byWord = new Map<string, Named[]>();
  for (const company of companies) {
    const words = significantWords(company.name ?? '');
    const named = { companyId: company.companyId, words };
    for (const key of new Set(words.map(wordKey))) {
      const sharing = byWord.get(key);
      if (sharing === undefined) byWord.set(key, [named]);
      else sharing.push(named);
    }
  }
  return { suggest: (name) => suggest(byWord, name) };
}

interface Named {
  readonly companyId: string;
  readonly words: readonly string[];
}

function suggest(byWord: ReadonlyMap<string, readonly Named[]>, name: string): Suggestion[] {
  const words = significantWords(name);
  const pairs = letterPairs(words);
  const scores = new Map<string, number>();
  for (const key of new Set(words.map(wordKey))) {
    const sharing = byWord.get(key) ?? [];
    if (sharing.length > MAX_SHARING) continue;
    for (const each of sharing) {
      if (!scores.has(each.companyId)) scores.set(each.companyId, dice(pairs, letterPairs(each.words)));
    }
  }
  return [...scores]
    .filter(([, score]) => score >= MIN_SCORE)
    .sort(([idA, a], [idB, b]) => b - a || idA.localeCompare(idB))
    .slice(0, MAX_SUGGESTIONS)
    .map(([companyId, score]) => ({ companyId, score: Math.round(score * 100) / 100 }));
}

/** Words without accents, case, punctuation and legal forms. */
function significantWords(name: string): string[] {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const significant = words.filter((word) => !NOISE.has(word));
  return significant.length > 0 ? significant : words;
}

/** Words with the same beginning are compared, so that `Robotic` finds `Robotics`. */
function wordKey(word: string): string {
  return word.slice(0, WORD_PREFIX);
}

function letterPairs(words: readonly string[]): ReadonlySet<string> {
  const text = ` ${words.join(' ')} `;
  const pairs = new Set<string>();
  for (let index = 0; index + 1 < text.length; index += 1) pairs.add(text.slice(index, index + 2));
  return pairs;
}

/** Sørensen–Dice coefficient. */
function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const pair of a) if (b.has(pair)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}
