import { readFileSync } from 'node:fs';
import path from 'node:path';
import { backtest } from '../src/insights/backtest/backtest.ts';
import { STAYED } from '../src/insights/panel/panel.ts';
import { type IndicatorPanel } from '../src/insights/weights/indicator-panel.ts';
import { IndicatorPanelBuilder } from '../src/insights/weights/indicator-panel-builder.ts';
import { proposeWeights } from '../src/insights/weights/propose.ts';
import { reviewIndicators } from '../src/insights/weights/review.ts';
import { addDays, dayNumber, dayOf } from '../src/model/day.ts';
import { floorsOf } from '../src/pipeline/proof/floors.ts';
import { sharesOf } from '../src/pipeline/proof/model-shares.ts';
import { pastScores } from '../src/pipeline/proof/past-scores.ts';
import { lastScoredDay } from '../src/pipeline/proof/stored-panel.ts';
import { type WorldProfile } from '../src/sandbox/world/types.ts';
import { bandOf, resolveModel } from '../src/scoring/index.ts';
import { directPanel } from './direct-panel.ts';
import { addScore } from './panel-row.ts';
import { type SimulatedRun, withSimulatedRun } from './simulated-run.ts';

/**
 * Measures the default model on the simulated world: runs the whole job over HTTP, scores the past point in time every
 * three weeks, compares with the world's truth, and asks whether weights learned on all but the last year would have
 * been better in it. Two years take many minutes; `direct` takes the facts from the world itself and needs one.
 * Usage: npm run auc [-- [direct] companies days seed profile…]
 */
const [first, ...others] = process.argv.slice(2);
const isDirect = first === 'direct';
const [companies = '400', days = '730', seed = '7', ...profiles] = isDirect
  ? others
  : [first, ...others].filter((each) => each !== undefined);
const STEP_DAYS = 21;
const JUDGED_DAYS = 365;
/** As the demo has it: what one user does on an active day. */
const DIRECT = { endDay: dayOf(Date.now()), eventsPerUserDay: 2 };

for (const profile of profiles.length > 0 ? profiles : ['demo', 'realistic', 'null']) {
  const print = (input: IndicatorPanel): void => {
    console.log(`\n${profile} profile, ${companies} customers, ${days} days, seed ${seed}`);
    printBacktest(input);
    printProposal(input);
  };
  if (isDirect) {
    const [count, length, start] = [companies, days, seed].map(Number) as [number, number, number];
    const options = {
      companies: count,
      days: length,
      seed: start,
      profile: profile as WorldProfile,
      ...DIRECT,
    };
    print(directPanel(options, STEP_DAYS));
  } else {
    await withSimulatedRun({ companies, days, seed, profile }, async (run) => print(await readPanel(run)));
  }
}

/** What really happens to each company, with the days that lie ahead of the world's last one. */
function readTruth(folder: string): Map<string, { segment: string; lostOn: number }> {
  const lines = readFileSync(path.join(folder, 'sandbox', 'truth.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  return new Map(
    lines.map((line) => {
      const [companyId = '', , segment = '', , churnDay] = line.split(',');
      return [companyId, { segment, lostOn: churnDay ? dayNumber(churnDay) : STAYED }];
    }),
  );
}

async function readPanel({ folder, store, portalId }: SimulatedRun): Promise<IndicatorPanel> {
  const truth = readTruth(folder);
  const deps = { db: store.forPortal(portalId), portalId };
  const today = (await lastScoredDay(deps)) ?? '';
  const steps = Math.floor((Number(days) - 30) / STEP_DAYS);
  const dates = Array.from({ length: steps + 1 }, (_, step) => addDays(today, (step - steps) * STEP_DAYS));
  const model = resolveModel({});
  const builder = new IndicatorPanelBuilder();
  for await (const { company, results } of pastScores(deps, { days: dates, modelFor: () => model })) {
    const { segment, lostOn } = truth.get(company.companyId) ?? { segment: '', lostOn: STAYED };
    for (const each of results) addScore(builder, { companyId: company.companyId, segment, lostOn }, each);
  }
  return builder.build();
}

function printBacktest({ panel }: IndicatorPanel): void {
  const judged = backtest(panel);
  const { horizons, baselines } = judged;
  console.log('days   scores   lost   AUC     within  login   red/base (red)  below green 60–90 days before');
  for (const { horizon, n, churned, auc, aucWithinSegments, redMultiple, red, before } of Object.values(
    horizons,
  )) {
    const login = baselines[horizon]?.daysSinceLastLogin.auc ?? null;
    const cells = [String(horizon), String(n), String(churned), figure(auc), figure(aucWithinSegments)];
    cells.push(
      figure(login),
      `${figure(redMultiple)} (${red})`,
      `${before.belowGreen} of ${before.churners}`,
    );
    console.log(cells.join('   '));
  }
  const model = resolveModel({});
  const counts = Map.groupBy(panel.score, (score) => bandOf(score, model));
  const shares = [...counts].map(([band, scores]) => `${band} ${figure(scores.length / panel.rows)}`);
  console.log(`bands: ${shares.join(', ')}`);
  for (const { title, value, met } of floorsOf(judged)) {
    const answer = met === null ? 'open' : met ? 'yes' : 'no';
    console.log(`${title.en}: ${answer} (${figure(value)})`);
  }
}

function printProposal(input: IndicatorPanel): void {
  const current = sharesOf(resolveModel({}));
  const last = input.panel.asOf.reduce((latest, day) => Math.max(latest, day), 0);
  const proposal = proposeWeights(input, current, { splitAt: last - JUDGED_DAYS });
  const { comparison, learnedFrom, judgedOn, verdict } = proposal;
  console.log(`weights learned from ${learnedFrom.events} losses, judged on ${judgedOn.events}: ${verdict}`);
  if (comparison !== null) {
    const { candidate, current: now, better } = comparison;
    console.log(
      `AUC within segments ${figure(now.auc)} → ${figure(candidate.auc)}, better in ${figure(better)} of rounds`,
    );
  }
  for (const each of reviewIndicators(input, current, proposal.fitted)) {
    const fitted = each.fittedShare === null ? '–' : each.fittedShare.toFixed(3);
    console.log(
      `  ${each.id.padEnd(26)} AUC ${figure(each.skill.auc)}  ${each.currentShare.toFixed(3)} → ${fitted}  ${each.advice}`,
    );
  }
}

function figure(value: number | null): string {
  return (value === null ? '–' : value.toFixed(3)).padStart(5);
}
