import { Alert } from '@hubspot/ui-extensions';
import { type HealthBreakdown } from '../../../src/model/breakdown.ts';
import { sourceName } from '../../../src/model/source-names.ts';
import { type ScoredState, type SourceProblem } from '../health/state.ts';
import { useCopy } from '../texts/copy.ts';
import { ago, bandName, dayInWords } from '../texts/words.ts';
import { indicatorWords, sourceReason } from '../health/words.ts';

/** Everything that qualifies the number above it, most important first. */
export function Notices({ state }: { readonly state: ScoredState }) {
  const { locale, texts, now } = useCopy();
  const { plain, detail } = state;
  const left = detail?.customerUntil;
  return (
    <>
      {detail?.override?.active === true && <Override detail={detail} override={detail.override} />}
      {plain.score === null && (
        <Alert title={left === undefined ? texts.unknownTitle : texts.former.title} variant="info">
          {left === undefined
            ? texts.unknownText
            : texts.former.text(left === null ? null : dayInWords(left, now, locale))}
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
    const needs = missing
      .map(({ id }) => indicatorWords(health, id).needs[locale])
      .filter((each) => each !== '');
    return [...new Set(needs)].slice(0, 3).join('; ');
  }
}

interface OverrideProps {
  readonly detail: HealthBreakdown;
  readonly override: NonNullable<HealthBreakdown['override']>;
}

/** Who shows another band than the computed one, until when and why. */
function Override({ detail, override }: OverrideProps) {
  const { locale, texts, now } = useCopy();
  const { band, author, expiresAt, reason } = override;
  const until = dayInWords(expiresAt, now, locale);
  return (
    <Alert title={texts.overridden.title(bandName(band, locale), author, until)} variant="info">
      {texts.overridden.text(reason, bandName(detail.computedBand ?? 'unknown', locale))}
    </Alert>
  );
}

function SourceNotice({ problem }: { readonly problem: SourceProblem }) {
  const { locale, texts, now } = useCopy();
  const { reason, fetchedAt } = problem;
  const since = fetchedAt === null ? null : dayInWords(fetchedAt, now, locale);
  return (
    <Alert
      title={texts.sourceProblemTitle(sourceName(problem.id, locale), problem.status, since)}
      variant="warning"
    >
      {texts.sourceProblemText(sourceReason(reason, locale))}
    </Alert>
  );
}
