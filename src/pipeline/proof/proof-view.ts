import { type HorizonFigures } from '../../insights/backtest/backtest.ts';
import { type Baseline } from '../../insights/backtest/baselines.ts';
import { type Miss } from '../../insights/backtest/misses.ts';
import { type EarnedProbability, type UnearnedProbability } from '../../insights/fit/earn-probability.ts';
import { LEAST_EVENTS } from '../../insights/fit/fit-table.ts';
import { OUTCOME_DAYS } from '../../insights/fit/outcome-rows.ts';
import { formatsOf } from '../../insights/report/formats.ts';
import { summaryOf } from '../../insights/report/summary.ts';
import { REPORT_TEXTS } from '../../insights/report/texts.ts';
import { type Skill } from '../../insights/weights/compare-scores.ts';
import { LOCALES, type Locale, type Localised } from '../../model/bands.ts';
import { type ProofView } from '../../model/proof.ts';
import { indicatorById } from '../../scoring/index.ts';
import { inAll } from '../../scoring/words/breakdown-words.ts';
import { indicatorTitle } from '../../scoring/words/index.ts';
import { floorsOf } from './floors.ts';
import { type PortalProof } from './judge.ts';
import { chanceSays, playTitle } from './proof-words.ts';

/** The check of a portal as people see it, complete in one document. Pure. */
export function proofView(proof: PortalProof, checkedAt: string): ProofView {
  const { backtest, proposal, model, chances } = proof;
  return {
    checkedAt,
    until: proof.until,
    model: { id: model.id, version: model.version },
    companies: backtest.companies,
    lost: backtest.churnedCompanies,
    scores: backtest.rows,
    greenShare: backtest.greenShare,
    tooFew: backtest.churnedCompanies < LEAST_EVENTS,
    summary: summary(proof),
    floors: floorsOf(backtest),
    horizons: Object.values(backtest.horizons).map((each) => horizon(each, proof)),
    leadTimes: {
      churners: backtest.leadTimes.churners,
      warned: backtest.leadTimes.warned,
      days: backtest.leadTimes.days === null ? null : [...backtest.leadTimes.days],
      distribution: [...backtest.leadTimes.distribution],
    },
    missedChurners: misses(backtest.missedChurnersTotal, backtest.missedChurners, proof),
    falseAlarms: misses(backtest.falseAlarmsTotal, backtest.falseAlarms, proof),
    weights: {
      accepted: proposal.accepted,
      verdict: proposal.verdict,
      says: inAll((locale) => REPORT_TEXTS[locale].verdicts[proposal.verdict]),
      horizon: proposal.horizon,
      learnedFrom: { ...proposal.learnedFrom },
      judgedOn: { ...proposal.judgedOn },
      comparison: comparison(proof),
    },
    review: proof.review.map((each) => ({
      indicator: each.id,
      title: inAll((locale) => indicatorTitle(each.id, locale, indicatorById)),
      dimension: each.dimension,
      coverage: each.coverage,
      skill: skill(each.skill),
      currentShare: each.currentShare,
      fittedShare: each.fittedShare,
      proposedShare: proposal.accepted
        ? (proposal.shares?.find(({ id }) => id === each.id)?.share ?? null)
        : null,
      advice: each.advice,
      adviceTitle: inAll((locale) => REPORT_TEXTS[locale].advice[each.advice]),
      drifting: each.drifting,
      quarters: [...each.quarters],
    })),
    probabilities: {
      renewal: probability(chances.loss, 'renewal'),
      expansion: probability(chances.expansion, 'expansion'),
    },
    plays: proof.plays.map(({ ci, kind: _kind, ...play }) => ({
      ...play,
      title: playTitle(play.play),
      interval: ci === null ? null : [...ci],
    })),
  };
}

/** The sentences of the report in every language, side by side. */
function summary({ backtest }: PortalProof): Localised[] {
  const spoken = Object.fromEntries(
    LOCALES.map((locale) => [locale, summaryOf(backtest, REPORT_TEXTS[locale], formatsOf(locale))]),
  ) as Record<Locale, string[]>;
  return spoken.en.map((_, index) => inAll((locale) => spoken[locale][index] ?? ''));
}

function horizon(figures: HorizonFigures, { backtest }: PortalProof): ProofView['horizons'][number] {
  const baselines = backtest.baselines[figures.horizon];
  const { ci } = figures;
  return {
    days: figures.horizon,
    scores: figures.n,
    lost: figures.churned,
    baseRate: figures.baseRate,
    auc: figures.auc,
    aucInterval: pair(ci.auc),
    aucWithinSegments: figures.aucWithinSegments,
    prAuc: figures.prAuc,
    prAucInterval: pair(ci.prAuc),
    brier: figures.brier,
    redScores: figures.red,
    precisionAtRed: figures.precisionAtRed,
    recallAtRed: figures.recallAtRed,
    redMultiple: figures.redMultiple,
    redMultipleInterval: pair(ci.redMultiple),
    churners: figures.before.churners,
    churnersBelowGreen: figures.before.belowGreen,
    calibration: [...figures.calibration],
    baselines: {
      daysSinceLastLogin: baseline(baselines?.daysSinceLastLogin),
      pulse: baseline(baselines?.pulse),
    },
    segments: Object.entries(figures.segments).map(([segment, each]) => ({
      segment,
      scores: each.n,
      lost: each.churned,
      baseRate: each.baseRate,
      auc: each.auc,
      redMultiple: each.redMultiple,
    })),
  };
}

function baseline(found: Baseline | undefined): ProofView['horizons'][number]['baselines']['pulse'] {
  if (found === undefined || found.n === 0) return null;
  return { n: found.n, auc: found.auc, scoreAuc: found.scoreAuc };
}

function misses(
  total: number,
  listed: readonly Miss[],
  { outcomes }: PortalProof,
): ProofView['missedChurners'] {
  return {
    total,
    listed: listed.map((each) => {
      const { companyId, name } = outcomes.get(each.companyId) ?? { ...each, name: each.companyId };
      return { ...each, companyId, name };
    }),
  };
}

function comparison({ proposal }: PortalProof): ProofView['weights']['comparison'] {
  if (proposal.comparison === null) return null;
  const { current, candidate, difference, better } = proposal.comparison;
  return { current: skill(current), proposed: skill(candidate), difference: skill(difference), better };
}

function skill({ auc, ci }: Skill): { auc: number | null; interval: [number, number] | null } {
  return { auc, interval: pair(ci) };
}

function probability(
  found: EarnedProbability | UnearnedProbability,
  outcome: 'renewal' | 'expansion',
): ProofView['probabilities']['renewal'] {
  const reason = found.earned ? null : found.reason;
  return {
    earned: found.earned,
    reason,
    says: chanceSays(outcome, reason),
    horizon: OUTCOME_DAYS,
    events: found.events,
    brier: found.brier,
    brierOfBaseRate: found.brierOfBaseRate,
    calibration: found.earned ? [...found.calibration] : [],
  };
}

function pair(interval: readonly [number, number] | null): [number, number] | null {
  return interval === null ? null : [interval[0], interval[1]];
}
