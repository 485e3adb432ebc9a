import { type PullProblem } from './pull.ts';

export interface SummedProblem {
  readonly source: string;
  readonly message: string;
}

interface Group {
  readonly problem: PullProblem;
  /** It concerns a whole stream, not some of its records. */
  readonly failed: boolean;
  count: number;
  example: string | null;
}

/**
 * The problems of a run in words, those of one source, stream and reason as one: streams that failed
 * first, then the most frequent.
 *
 * @param most further ones are told as a number
 */
export function summedProblems(problems: readonly PullProblem[], most: number): SummedProblem[] {
  const groups = new Map<string, Group>();
  for (const problem of problems) {
    const { source, stream, recordId, message, records } = problem;
    const key = JSON.stringify([source, stream, message]);
    const group = groups.get(key) ?? {
      problem,
      failed: records === 0,
      count: 0,
      example: null,
    };
    group.count += Math.max(1, records);
    group.example ??= recordId;
    groups.set(key, group);
  }
  const ordered = [...groups.values()].sort(
    (left, right) => Number(right.failed) - Number(left.failed) || right.count - left.count,
  );
  const shown = ordered.slice(0, most).map(({ problem: { source, stream, message }, count, example }) => {
    const which =
      count > 1 ? `${stream}, ${count} times${example === null ? '' : `, first ${example}`}` : null;
    return { source, message: `${which ?? [stream, example].filter(Boolean).join(' ')}: ${message}` };
  });
  const rest = ordered.slice(most).reduce((sum, { count }) => sum + count, 0);
  return rest === 0 ? shown : [...shown, { source: 'all', message: `${rest} more problems of other kinds` }];
}
