import { pathToFileURL } from 'node:url';
import { addDays } from '../src/model/day.ts';
import { type ScoreResult } from '../src/model/result.ts';
import { companySignals, type CompanySignals } from '../src/model/signals.ts';
import { MODELS, scoreCompany, type Curve, type Model } from '../src/scoring/index.ts';

/**
 * Companies scored per second on one thread, 18 indicators from signals in memory, and the ratio to
 * `json-rules-engine` on the same indicator curves. The rules engine gets the measured values for free and only
 * looks up and interpolates the curves; scoring also reads dates, windows, caps and warnings.
 *
 * `node bench/scoring.ts [companies]` prints one JSON line.
 */

const AS_OF = '2026-11-01';
const DAYS = 90;
const USERS = 8;
/** Distinct companies in memory; they are scored in turn until the number asked for is reached. */
const DISTINCT = 4000;
/** The rules engine is slow; its time per company is measured on fewer. */
const RULES_COMPANIES = 2000;
const WARM_UP = 0.2;
const ROUNDS = 10;

export interface ScoringBench {
  readonly companies: number;
  readonly companiesPerSecond: number;
  /** The same by CPU time of the process. */
  readonly companiesPerCpuSecond: number;
  /** The fastest of ten rounds by CPU time: what neighbours on a shared machine take away is not the scoring's. */
  readonly bestRoundPerCpuSecond: number;
  /** Mean score, so that the work cannot be optimised away. */
  readonly meanScore: number;
  /** Null with the reason in `skipped` when the engine is not installed. */
  readonly rulesEnginePerSecond: number | null;
  readonly ratio: number | null;
  readonly skipped: string | null;
}

export async function benchScoring(companies: number): Promise<ScoringBench> {
  const model = MODELS.get('three-dimension');
  if (model === undefined) throw new Error('the default model is missing');
  const portfolio = Array.from({ length: DISTINCT }, (_, index) => company(index));
  scoreAll(portfolio, model, companies * WARM_UP);
  const rounds = Array.from({ length: ROUNDS }, () => scoreAll(portfolio, model, companies / ROUNDS));
  const own = {
    perSecond: harmonicMean(rounds.map((round) => round.perSecond)),
    perCpuSecond: harmonicMean(rounds.map((round) => round.perCpuSecond)),
    meanScore: rounds.reduce((sum, round) => sum + round.meanScore, 0) / ROUNDS,
  };
  const rules = await benchRules(portfolio.slice(0, RULES_COMPANIES), model);
  return {
    companies,
    companiesPerSecond: Math.round(own.perSecond),
    companiesPerCpuSecond: Math.round(own.perCpuSecond),
    bestRoundPerCpuSecond: Math.round(Math.max(...rounds.map((round) => round.perCpuSecond))),
    meanScore: own.meanScore,
    rulesEnginePerSecond: rules === null ? null : Math.round(rules),
    ratio: rules === null ? null : own.perSecond / rules,
    skipped: rules === null ? 'json-rules-engine is not installed' : null,
  };
}

/** Speed over rounds of equal work. */
function harmonicMean(speeds: readonly number[]): number {
  return speeds.length / speeds.reduce((sum, speed) => sum + 1 / speed, 0);
}

function scoreAll(portfolio: readonly CompanySignals[], model: Model, companies: number) {
  let sum = 0;
  const cpu = process.cpuUsage();
  const begin = performance.now();
  for (let index = 0; index < companies; index += 1) {
    const signals = portfolio[index % portfolio.length];
    if (signals !== undefined) sum += scoreCompany(signals, { asOf: AS_OF, model }).score ?? 0;
  }
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const perCpuSecond = companies / ((user + system) / 1_000_000);
  return { perSecond: companies / seconds, perCpuSecond, meanScore: sum / companies };
}

/** A realistic company, different for each index and the same in every run, as it comes out of a signals file. */
function company(index: number): CompanySignals {
  const random = generator(index + 1);
  const whole = (most: number) => Math.floor(random() * (most + 1));
  const ago = (days: number) => addDays(AS_OF, -days);
  const signals = {
    companyId: `c-${index}`,
    segment: 'smb',
    arr: { amount: 10_000 + whole(90_000), currency: 'EUR' },
    usage: {
      coverage: { from: ago(DAYS - 1), to: AS_OF },
      seats: 5 + whole(30),
      daily: Array.from({ length: DAYS }, (_, age) => ({
        date: ago(DAYS - 1 - age),
        activeUsers: whole(9),
        events: whole(900),
      })),
      users: Array.from({ length: USERS }, (_, user) => ({
        id: `u${user}`,
        email: `u${user}@example.com`,
        role: user === 0 ? 'executive-sponsor' : 'member',
        lastActive: ago(whole(40)),
        activeDays: [whole(30), whole(30), whole(30)],
        advancedFeatures: whole(3),
        workflowsCompleted: whole(4),
      })),
      features: {
        available: 20,
        used: Array.from({ length: 4 + whole(8) }, (_, id) => ({ id: `f${id}`, depth: 'moderate' })),
      },
      workflows: { started: 10, completed: whole(10) },
      integrations: { active: ['crm', 'chat'].slice(0, whole(2)) },
    },
    relationship: {
      sponsor: { identified: true, lastEngagedAt: ago(whole(300)), userId: 'u0' },
      champion: { identified: random() > 0.2 },
      reviews: { scheduled: 4, attended: whole(4), lastAttendedAt: ago(whole(200)) },
      tickets: { opened: whole(6), sentiment: random() * 2 - 1 },
      surveys: [
        { kind: 'nps', score: whole(10), at: ago(whole(150)) },
        { kind: 'csat', score: 1 + whole(4), at: ago(whole(150)) },
      ],
      outreach: Array.from({ length: 4 }, () => ({
        sentAt: `${ago(10 + whole(120))}T09:00:00Z`,
        answeredAt: `${ago(whole(9))}T15:00:00Z`,
      })),
      advocacy: [{ kind: 'reference', at: ago(whole(300)) }],
    },
    business: {
      goals: [{ progress: random(), startedAt: ago(200), dueAt: ago(-160) }],
      roi: { value: whole(300), cost: 80 },
      budget: { dedicated: true, change: random() * 0.6 - 0.3 },
      expansion: [{ at: ago(whole(150)), sentiment: random() * 2 - 1 }],
      contract: { termMonths: 12, renewsAt: ago(-whole(300)), autoRenew: random() > 0.5 },
      invoices: Array.from({ length: 6 }, (_, month) => ({
        id: `i${month}`,
        dueAt: ago(5 + 30 * month),
        paidAt: ago(30 * month),
        status: 'paid',
      })),
    },
    history: [{ asOf: ago(30), score: whole(100) }],
  };
  return companySignals.parse(JSON.parse(JSON.stringify(signals)));
}

/** Mulberry32: small, seeded, good enough for bench data. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Fact of an indicator's value → curve of the model that it is looked up on. */
const CURVES: readonly (readonly [indicator: string, fact: string, curve: string])[] = [
  ['login-activity', 'activeDays', 'activeDays'],
  ['login-activity', 'daysSinceLast', 'recency'],
  ['active-user-penetration', 'ratio', 'curve'],
  ['workflow-completion', 'ratio', 'curve'],
  ['integration-usage', 'active', 'curve'],
  ['power-users', 'powerUsers', 'curve'],
  ['executive-sponsor', 'daysSinceEngaged', 'curve'],
  ['business-reviews', 'ratio', 'curve'],
  ['support-experience', 'sentiment', 'curve'],
  ['outreach-responsiveness', 'medianHours', 'curve'],
  ['champion-advocacy', 'acts', 'curve'],
  ['survey-satisfaction', 'latestNps', 'nps'],
  ['outcome-attainment', 'ratio', 'curve'],
  ['roi-multiple', 'multiple', 'curve'],
  ['payment-behaviour', 'meanDaysLate', 'curve'],
  ['payment-behaviour', 'oldestOverdueDays', 'curve'],
  ['contract-commitment', 'termMonths', 'curve'],
  ['budget-ownership', 'change', 'curve'],
  ['expansion-conversations', 'conversations', 'curve'],
];

interface RulesEngine {
  addRule(rule: object): void;
  run(facts: Record<string, number>): Promise<{ events: { params?: Record<string, unknown> }[] }>;
}

/** Companies per second of the rules engine; null when it is not installed. */
async function benchRules(portfolio: readonly CompanySignals[], model: Model): Promise<number | null> {
  const engine = await loadRulesEngine();
  if (engine === null) return null;
  for (const rule of CURVES.flatMap(([indicator, fact, curve]) =>
    rulesFor(`${indicator}.${fact}`, curveOf(model, indicator, curve)),
  )) {
    engine.addRule(rule);
  }
  const facts = portfolio.map((signals) => factsOf(scoreCompany(signals, { asOf: AS_OF, model })));
  await runRules(engine, facts.slice(0, facts.length * WARM_UP));
  return runRules(engine, facts);
}

async function loadRulesEngine(): Promise<RulesEngine | null> {
  // Not a dependency: a bench is no reason to ship it. The name is a variable so that no bundler looks for it.
  const name = 'json-rules-engine';
  try {
    const module = (await import(name)) as { Engine: new (rules: [], options: object) => RulesEngine };
    return new module.Engine([], { allowUndefinedFacts: true });
  } catch {
    return null;
  }
}

async function runRules(engine: RulesEngine, facts: readonly Record<string, number>[]): Promise<number> {
  let found = 0;
  const begin = performance.now();
  for (const values of facts) {
    const { events } = await engine.run(values);
    for (const { params } of events) found += interpolated(params, values);
  }
  const seconds = (performance.now() - begin) / 1000;
  if (found === 0) throw new Error('the rules engine matched nothing');
  return facts.length / seconds;
}

interface Segment {
  readonly fact: string;
  readonly left: readonly [number, number];
  readonly right: readonly [number, number];
}

function interpolated(params: Record<string, unknown> | undefined, values: Record<string, number>): number {
  const { fact, left, right } = params as unknown as Segment;
  const share = ((values[fact] ?? 0) - left[0]) / (right[0] - left[0]);
  return left[1] + Math.min(1, Math.max(0, share)) * (right[1] - left[1]);
}

/** One rule for each piece of a curve: the value lies in it, so its two control points are the answer. */
function rulesFor(fact: string, curve: Curve): object[] {
  return curve.slice(1).map((right, index) => {
    const isFirst = index === 0;
    const isLast = index === curve.length - 2;
    const left = curve[index] ?? right;
    const params: Segment = { fact, left, right };
    return {
      conditions: {
        all: [
          { fact, operator: 'greaterThanInclusive', value: isFirst ? -1e12 : left[0] },
          { fact, operator: 'lessThan', value: isLast ? 1e12 : right[0] },
        ],
      },
      event: { type: 'piece', params },
    };
  });
}

function curveOf(model: Model, indicator: string, name: string): Curve {
  const entries = model.dimensions.flatMap(({ indicators }) => indicators);
  const curve = entries.find(({ id }) => id === indicator)?.params[name];
  if (curve === undefined || typeof curve === 'number') throw new Error(`no curve ${indicator}.${name}`);
  return curve;
}

function factsOf(result: ScoreResult): Record<string, number> {
  const facts: Record<string, number> = {};
  for (const { id, value } of result.indicators) {
    for (const [name, each] of Object.entries(value ?? {})) {
      if (typeof each === 'number') facts[`${id}.${name}`] = each;
    }
  }
  return facts;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [companies = '100000'] = process.argv.slice(2);
  console.log(JSON.stringify(await benchScoring(Number(companies))));
}
