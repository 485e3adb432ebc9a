import { Alert } from '@hubspot/ui-extensions';
import { type HealthBreakdown } from '../../../src/model/breakdown.ts';
import { type ScoredState, type SourceProblem } from '../health/state.ts';
import { useCopy } from '../texts/copy.ts';
import { sourceName } from '../health/sources.ts';
import { ago, dayInWords, indicatorNeeds } from '../texts/words.ts';

/** Everything that qualifies the number above it, most important first. */
export function Notices({ state }: { readonly state: ScoredState }) {
  const { locale, texts, now } = useCopy();
  const { plain, detail } = state;
  return (
    <>
      {plain.score === null && (
        <Alert title={texts.unknownTitle} variant="info">
          {texts.unknownText}
        </Alert>
      )}
      {plain.score !== null && state.provisional && detail !== null && (
        <Alert title={texts.provisionalTitle} variant="warning">
          {texts.provisionalText(missingData(detail))}
        </Alert>
      )}
      {state.stale && plain.scoredAt !== null && (
        <Alert title={texts.staleTitle} variant="warning">
          {texts.staleText(ago(plain.scoredAt, now, locale))}
        </Alert>
      )}
      {state.sourceProblems.map((problem) => (
        <SourceNotice key={problem.id} problem={problem} />
      ))}
      {state.detailUnreadable && (
        <Alert title={texts.detailUnreadableTitle} variant="warning">
          {texts.detailUnreadableText}
        </Alert>
      )}
    </>
  );

  /** The three heaviest gaps are enough to start with. */
  function missingData(health: HealthBreakdown): string {
    const missing = health.result.indicators.filter(({ state: each }) => each === 'no-data');
    const needs = missing.flatMap(({ id }) => indicatorNeeds(id, locale) ?? []);
    return [...new Set(needs)].slice(0, 3).join('; ');
  }
}

function SourceNotice({ problem }: { readonly problem: SourceProblem }) {
  const { locale, texts, now } = useCopy();
  const since = problem.fetchedAt === null ? null : dayInWords(problem.fetchedAt, now, locale);
  return (
    <Alert title={texts.sourceProblemTitle(sourceName(problem.id), problem.status, since)} variant="warning">
      {texts.sourceProblemText(problem.reason)}
    </Alert>
  );
}
