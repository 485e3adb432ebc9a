import { type Command, InvalidArgumentError } from 'commander';
import { dayNumber, isIsoDate } from '../../model/day.ts';
import { type Backtest, backtestFile } from '../../pipeline/proof/backtest-file.ts';
import { figure, percent, withRange } from '../figures.ts';
import { type Output, textTable } from '../output.ts';
import { parseCount } from '../parse-options.ts';
import { type Services } from '../services.ts';
import { readBytes } from '../table-input.ts';

interface Options {
  readonly input: string;
  readonly knownUntil?: number;
  readonly rounds: number;
  readonly seed: number;
  readonly json?: boolean;
}

export function backtestCommand(program: Command, _services: Services, output: Output): void {
  program
    .command('backtest')
    .description('judges past scores against the customers that left')
    .requiredOption('--input <file>', 'panel as CSV with a header or NDJSON, or - for standard input')
    .option(
      '--known-until <day>',
      'last day whose outcomes are known (default: the last day in the file)',
      parseDay,
    )
    .option('--rounds <n>', 'bootstrap rounds of the intervals', parseCount, 500)
    .option('--seed <n>', 'seed of the bootstrap', parseCount, 1)
    .option('--json', 'print one JSON document')
    .action(async ({ input, knownUntil, rounds, seed, json }: Options) => {
      const result = await backtestFile(readBytes(input, process.stdin), { knownUntil, rounds, seed });
      for (const note of notesOn(result)) output.note(`note: ${note}`);
      if (json === true) output.json(result);
      else printBacktest(output, result);
    });
}

function parseDay(text: string): number {
  if (!isIsoDate(text)) throw new InvalidArgumentError('expected a date, like 2026-11-01.');
  return dayNumber(text);
}

function notesOn({ leftOut, horizons, knownUntil }: Backtest): string[] {
  const notes: string[] = [];
  if (leftOut.afterLoss > 0)
    notes.push(`${leftOut.afterLoss} scores left out: the customer was lost already`);
  if (leftOut.notScored > 0) notes.push(`${leftOut.notScored} rows left out: they have no score`);
  for (const { horizon, n } of Object.values(horizons)) {
    if (n === 0)
      notes.push(
        `${horizon} days: no score is old enough, outcomes are known until ${knownUntil ?? 'never'} (see --known-until)`,
      );
  }
  return notes;
}

function printBacktest(output: Output, result: Backtest): void {
  output.line(
    `${result.companies} customers, ${result.churnedCompanies} lost, ${result.rows} scores, outcomes known until ${result.knownUntil ?? '–'}`,
  );
  output.line();
  const rows = Object.values(result.horizons).map((each) => [
    String(each.horizon),
    each.n,
    each.churned,
    percent(each.baseRate),
    withRange(each.auc, each.ci.auc),
    figure(each.aucWithinSegments),
    withRange(each.prAuc, each.ci.prAuc),
    percent(each.precisionAtRed),
    percent(each.recallAtRed),
    each.redMultiple === null ? '–' : `${each.redMultiple.toFixed(1)} ×`,
    percent(each.churnersBelowGreen),
  ]);
  const header = [
    'days',
    'scores',
    'lost',
    'base rate',
    'AUC',
    'in segment',
    'PR AUC',
    'red lost',
    'lost red',
  ];
  output.line(textTable([...header, 'red/base', 'lost below green'], rows));
  output.line();
  printBaselines(output, result);
  const { leadTimes } = result;
  output.line();
  output.line(
    `${leadTimes.warned} of ${leadTimes.churners} lost customers were below green when they left` +
      (leadTimes.days === null ? '' : `, for ${Math.round(leadTimes.days[1])} days at the median`),
  );
  for (const { companyId, asOf, score, churnedAt } of result.missedChurners.slice(0, 10)) {
    output.line(`missed: ${companyId}, ${score.toFixed(1)} on ${asOf}, lost on ${churnedAt ?? ''}`);
  }
}

function printBaselines(output: Output, { baselines }: Backtest): void {
  const rows = Object.entries(baselines).flatMap(([horizon, { daysSinceLastLogin, pulse }]) =>
    Object.entries({ 'days since last login': daysSinceLastLogin, 'CSM pulse': pulse })
      .filter(([, each]) => each.n > 0)
      .map(([name, each]) => [horizon, name, each.n, figure(each.auc), figure(each.scoreAuc)]),
  );
  if (rows.length > 0)
    output.line(textTable(['days', 'baseline', 'scores', 'its AUC', 'score AUC there'], rows));
}
