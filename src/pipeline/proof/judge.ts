import { backtest, type Backtest } from '../../insights/backtest/backtest.ts';
import { STAYED } from '../../insights/panel/panel.ts';
import { type PlayedAccount, type PlayOutcome, playOutcomes } from '../../insights/plays/outcomes.ts';
import { IndicatorPanelBuilder } from '../../insights/weights/indicator-panel-builder.ts';
import { proposeWeights, type WeightProposal } from '../../insights/weights/propose.ts';
import { type IndicatorReview, reviewIndicators } from '../../insights/weights/review.ts';
import { type Day, dayNumber } from '../../model/day.ts';
import { type Model } from '../../scoring/index.ts';
import { type ModelChoice, portalModel } from '../../scoring/models/portal-model.ts';
import { type StoredProof } from '../../store/proofs.ts';
import { type Chances, earnedModels, learnChances } from './chances.ts';
import { type CompanyOutcome } from './losses.ts';
import { edgesOf } from './model-edges.ts';
import { changesFor, sharesOf } from './model-shares.ts';
import { type PastPage } from './portal-past.ts';
import { proofView } from './proof-view.ts';

/** What there is to judge, besides the past itself. Plain data. */
export interface JudgeBrief {
  /** Last day with scores: outcomes are known until then. */
  readonly until: Day;
  /** The model in force. */
  readonly model: ModelChoice;
}

export interface PortalProof {
  readonly until: Day;
  /** The model in force, for companies without a segment. */
  readonly model: Model;
  /** By customer: a company that came back has several. */
  readonly outcomes: ReadonlyMap<string, CompanyOutcome>;
  readonly backtest: Backtest;
  readonly proposal: WeightProposal;
  readonly review: readonly IndicatorReview[];
  readonly chances: Chances;
  readonly plays: readonly PlayOutcome[];
}

/**
 * Takes a portal's past page by page and judges it: stored scores against what became of the customers, whether other
 * weights would have been better, what chances can be foretold, and what followed the plays. Minutes of computing in a
 * large portfolio, and no I/O.
 */
export class Judge {
  private readonly brief: JudgeBrief;
  private readonly panel = new IndicatorPanelBuilder();
  private readonly outcomes = new Map<string, CompanyOutcome>();
  private readonly accounts: PlayedAccount[] = [];

  constructor(brief: JudgeBrief) {
    this.brief = brief;
  }

  add(page: PastPage): void {
    for (const { outcome, plays, days, scores } of page.customers) {
      const { customerId, segment } = outcome;
      this.outcomes.set(customerId, outcome);
      this.accounts.push({ companyId: customerId, segment, plays, days, scores, lostOn: lostOf(outcome) });
    }
    for (let row = 0; row < page.customer.length; row += 1) this.addRow(page, row);
  }

  finish(): PortalProof {
    const { until, model } = this.brief;
    const knownUntil = dayNumber(until);
    const input = this.panel.build();
    const currentOf = (segment: string) => sharesOf(portalModel(model, segment === '' ? null : segment));
    const current = currentOf('');
    const proposal = proposeWeights(input, current, { knownUntil, currentOf });
    const inForce = portalModel(model, null);
    return {
      until,
      model: inForce,
      outcomes: this.outcomes,
      backtest: backtest(input.panel, { knownUntil, edges: edgesOf(inForce) }),
      proposal,
      review: reviewIndicators(input, current, proposal.fitted, { knownUntil }),
      chances: learnChances(input, this.outcomes, knownUntil),
      plays: playOutcomes(this.accounts, knownUntil),
    };
  }

  private addRow(page: PastPage, row: number): void {
    const outcome = page.customers[page.customer[row]!]?.outcome;
    if (outcome === undefined) return;
    const score = page.score[row]!;
    const cells = [];
    for (let cell = page.cells[row]!; cell < page.cells[row + 1]!; cell += 1) {
      const { id, dimension } = page.indicators[page.cellIndicator[cell]!]!;
      const value = page.cellScore[cell]!;
      cells.push({ id, dimension, score: Number.isNaN(value) ? null : value });
    }
    this.panel.add(
      {
        companyId: outcome.customerId,
        asOf: page.asOf[row]!,
        score: Number.isNaN(score) ? null : score,
        lostOn: lostOf(outcome) ?? STAYED,
        segment: outcome.segment,
        arr: outcome.arr ?? Number.NaN,
        pulse: page.pulse[row]!,
        daysSinceLastLogin: page.daysSinceLastLogin[row]!,
      },
      cells,
    );
  }
}

/** The check as it is kept. */
export function storedProof(proof: PortalProof, checkedAt: string): StoredProof {
  const { accepted, shares } = proof.proposal;
  return {
    view: proofView(proof, checkedAt),
    changes: accepted && shares !== null ? changesFor(shares, proof.model.id) : null,
    probabilities: earnedModels(proof.chances),
  };
}

function lostOf({ lostOn }: CompanyOutcome): number | null {
  return lostOn === null ? null : dayNumber(lostOn);
}
