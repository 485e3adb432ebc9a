const WORD = /[\p{L}\p{N}]+/gu;

/** Words of a text as the search index sees them: lower case, split at everything that is no letter or digit. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(WORD) ?? [];
}

const escape = (text: string): string => text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');

/**
 * Whether a text contains a token of a `CONTAINS_TOKEN` filter. `*` stands for any characters within a
 * word; a token of several words must occur as a run of words.
 */
export function containsToken(text: string, token: string): boolean {
  const parts = token.toLowerCase().match(/[\p{L}\p{N}*]+/gu) ?? [];
  if (parts.length === 0) return false;
  const patterns = parts.map((part) => new RegExp(`^${escape(part).replaceAll('*', '.*')}$`, 'u'));
  const words = wordsOf(text);
  return words.some((_, start) =>
    patterns.every((pattern, offset) => {
      const word = words[start + offset];
      return word !== undefined && pattern.test(word);
    }),
  );
}

/** Whether every word of a full-text query starts some word of the texts. */
export function matchesQuery(texts: readonly string[], query: string): boolean {
  const words = texts.flatMap(wordsOf);
  return wordsOf(query).every((wanted) => words.some((word) => word.startsWith(wanted)));
}
