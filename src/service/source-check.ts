import { type SourceMeta } from '../model/source.ts';
import { type SourceProblem, type SourceQuality } from '../model/portal-actions.ts';

/** What the check of a source is told beside its last pull. */
export interface SourceFindings {
  readonly quality: SourceQuality;
  /** Most frequent reasons for setting records aside. */
  readonly problems: readonly SourceProblem[];
  /** Accounts without a company on which nobody has decided. */
  readonly waiting: number;
}

/** The criteria that could be measured, in a line: `read 5.0 h ago, 99.8 % of records understood, …`. */
export function qualityWords({
  quality: { accuracy, currency, impact, integration },
}: SourceFindings): string {
  const parts = [
    currency === null ? null : `read ${currency.toFixed(1)} h ago`,
    // Nothing that was set aside may round away.
    accuracy === null ? null : `${Math.floor(accuracy * 1000) / 10} % of records understood`,
    integration === null ? null : `${share(integration)} of companies tied to it`,
    impact === null ? null : `${share(impact)} of the scores' weight`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

/** What to do about the quality of a source; undefined when there is nothing to do. */
export function qualityRemedy(
  { problems, waiting }: SourceFindings,
  { id, title }: Pick<SourceMeta, 'id' | 'title'>,
): string | undefined {
  const [most] = problems;
  const steps = [
    most === undefined
      ? null
      : `Correct in ${title} what was set aside (most often, ${most.records} ×: ${most.reason.en}).`,
    waiting === 0
      ? null
      : `Say whose ${waiting} ${waiting === 1 ? 'account is' : 'accounts are'} ("pulso accounts list --source ${id}").`,
  ].filter((step) => step !== null);
  return steps.length === 0 ? undefined : steps.join(' ');
}

function share(value: number): string {
  return `${Math.round(value * 100)} %`;
}
