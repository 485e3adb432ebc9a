/** Source of a case-insensitive regular expression (RE2 and JavaScript) that fits what `pattern` fits. */
export function patternSource(pattern: string): string {
  return pattern
    .split('*')
    .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
    .join('.*');
}

/** Whether a text fits one of the patterns. */
export function matcher(patterns: readonly string[]): (text: string) => boolean {
  if (patterns.length === 0) return () => false;
  const expression = new RegExp(`^(?:${patterns.map(patternSource).join('|')})$`, 'is');
  return (text) => expression.test(text);
}
