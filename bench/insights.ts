import { pathToFileURL } from 'node:url';
import { backtest } from '../src/insights/backtest/backtest.ts';
import { standardise } from '../src/insights/fit/design.ts';
import { fitFast } from '../src/insights/fit/fit-fast.ts';
import { STAYED } from '../src/insights/panel/panel.ts';
import { PanelBuilder } from '../src/insights/panel/panel-builder.ts';
import { randomFrom } from '../src/insights/random.ts';

/**
 * The two figures of the proof: a backtest of 100,000 companies × 24 monthly scores with 500 bootstrap rounds (at most
 * 30 s and 1 GB on one core), and a fit of 18 indicators on 1,000,000 rows (at most 10 s). Beside each, the same work
 * on a tenth of the data: the ratio tells whether cost grows with the data only.
 *
 * `node bench/insights.ts [companies] [rows]` prints one JSON line.
 */

const MONTHS = 24;
const FEATURES = 18;
const BACKTEST_LIMIT_SECONDS = 30;
const FIT_LIMIT_SECONDS = 10;

interface Timed {
  readonly seconds: number;
  /** CPU time of the process, which neighbours on a shared machine disturb less. */
  readonly cpuSeconds: number;
}

export interface InsightsBench {
  readonly backtest: Timed & {
    readonly rows: number;
    readonly auc: number | null;
    readonly shareOfLimit: number;
  };
  readonly fit: Timed & {
    readonly rows: number;
    readonly gradientNorm: number;
    readonly shareOfLimit: number;
  };
  /** Cost of a row at full size ÷ cost at a tenth, by CPU time. 1: linear. */
  readonly scaling: { readonly backtest: number; readonly fit: number };
  readonly peakMegabytes: number;
}

export function benchInsights(companies: number, rows: number): InsightsBench {
  const smallBacktest = timeBacktest(Math.ceil(companies / 10));
  const largeBacktest = timeBacktest(companies);
  const smallFit = timeFit(Math.ceil(rows / 10));
  const largeFit = timeFit(rows);
  return {
    backtest: { ...largeBacktest, shareOfLimit: largeBacktest.seconds / BACKTEST_LIMIT_SECONDS },
    fit: { ...largeFit, shareOfLimit: largeFit.seconds / FIT_LIMIT_SECONDS },
    scaling: {
      backtest: perRow(largeBacktest) / perRow(smallBacktest),
      fit: perRow(largeFit) / perRow(smallFit),
    },
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

const perRow = ({ cpuSeconds, rows }: Timed & { readonly rows: number }) => cpuSeconds / rows;

function timeBacktest(companies: number) {
  const panel = drawPanel(companies);
  const { result, ...time } = timed(() => backtest(panel, { rounds: 500 }));
  return { rows: panel.rows, auc: result.horizons['60']?.auc ?? null, ...time };
}

export function drawPanel(companies: number) {
  const random = randomFrom(1);
  const builder = new PanelBuilder();
  for (let company = 0; company < companies; company += 1) {
    const lostOn = random() < 0.35 ? 30 + Math.floor(random() * 800) : STAYED;
    const usual = 55 + 40 * random();
    for (let month = 0; month < MONTHS; month += 1) {
      const decline = lostOn - month * 30 < 90 ? 20 : 0;
      builder.add({
        companyId: `c${company}`,
        asOf: month * 30,
        score: Math.max(0, Math.min(100, usual - decline + 20 * (random() - 0.5))),
        lostOn,
        segment: company % 3 === 0 ? 'enterprise' : 'smb',
        arr: 1000 + company,
        pulse: 1 + Math.floor(random() * 5),
        daysSinceLastLogin: Math.floor(random() * 40),
      });
    }
  }
  return builder.build();
}

function timeFit(rows: number) {
  const random = randomFrom(2);
  const features = Array.from({ length: FEATURES }, (_, index) => ({
    name: `f${index}`,
    values: Float64Array.from({ length: rows }, () => random() * 100),
  }));
  const labels = Uint8Array.from({ length: rows }, (_, row) => {
    const linear = features.slice(0, 6).reduce((sum, { values }) => sum - values[row]! / 100, 0);
    return random() < 1 / (1 + Math.exp(-linear)) ? 1 : 0;
  });
  const scales = features.map(() => ({ mean: 50, deviation: 28.87 }));
  const design = standardise(
    features,
    scales,
    Uint32Array.from({ length: rows }, (_, row) => row),
  );
  const { result, ...time } = timed(() => fitFast(design, labels, { c: 1 }));
  return { rows, gradientNorm: result.gradientNorm, ...time };
}

function timed<Result>(work: () => Result): Timed & { readonly result: Result } {
  const cpu = process.cpuUsage();
  const begin = performance.now();
  const result = work();
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { result, seconds, cpuSeconds: (user + system) / 1_000_000 };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [companies = '100000', rows = '1000000'] = process.argv.slice(2);
  console.log(JSON.stringify(benchInsights(Number(companies), Number(rows))));
}
