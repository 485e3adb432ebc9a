/** Source of a case-insensitive regular expression (RE2 and JavaScript) that fits what `pattern` fits. */
export function patternSource(pattern: string): string {
  return pattern
    .split('*')
    .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
    .join('.*');
}

/** One expression for several patterns; null when there are none. */
export function anyPatternSource(patterns: readonly string[]): string | null {
  return patterns.length === 0 ? null : `^(?:${patterns.map(patternSource).join('|')})$`;
}

/** Whether a text fits one of the patterns. */
export function matcher(patterns: readonly string[]): (text: string) => boolean {
  const source = anyPatternSource(patterns);
  if (source === null) return () => false;
  const expression = new RegExp(source, 'is');
  return (text) => expression.test(text);
}
