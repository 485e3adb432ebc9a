import { type PullProblem } from './pull.ts';

export interface SummedProblem {
  readonly source: string;
  readonly message: string;
}

/** A sum that a source made itself: `39 events more: no account`. */
const SUM = /^(\d+) \S+(?: more)?: (.*)$/s;

interface Group {
  readonly problem: PullProblem;
  readonly reason: string;
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
    const { source, stream, recordId, message } = problem;
    const [, stated, reason = message] = SUM.exec(message) ?? [];
    const key = JSON.stringify([source, stream, reason]);
    const group = groups.get(key) ?? {
      problem,
      reason,
      failed: recordId === null && stated === undefined,
      count: 0,
      example: null,
    };
    group.count += Number(stated ?? 1);
    group.example ??= recordId;
    groups.set(key, group);
  }
  const ordered = [...groups.values()].sort(
    (left, right) => Number(right.failed) - Number(left.failed) || right.count - left.count,
  );
  const shown = ordered.slice(0, most).map(({ problem: { source, stream }, reason, count, example }) => {
    const which =
      count > 1 ? `${stream}, ${count} times${example === null ? '' : `, first ${example}`}` : null;
    return { source, message: `${which ?? [stream, example].filter(Boolean).join(' ')}: ${reason}` };
  });
  const rest = ordered.slice(most).reduce((sum, { count }) => sum + count, 0);
  return rest === 0 ? shown : [...shown, { source: 'all', message: `${rest} more problems of other kinds` }];
}
