import { type Command } from 'commander';
import { fitFile, type FitReport } from '../../pipeline/proof/fit-file.ts';
import { type Output, textTable } from '../output.ts';
import { parseCount, parsePositive } from '../parse-options.ts';
import { type Services } from '../services.ts';
import { readBytes } from '../table-input.ts';

interface Options {
  readonly input: string;
  readonly target: string;
  readonly l2: number;
  readonly minEvents: number;
  readonly json?: boolean;
}

export function fitCommand(program: Command, _services: Services, output: Output): void {
  program
    .command('fit')
    .description('logistic regression of an outcome on the numeric columns of a table')
    .requiredOption('--input <file>', 'CSV with a header or NDJSON, or - for standard input')
    .requiredOption('--target <column>', 'column of the outcome: 0 and 1')
    .option('--l2 <c>', 'weight of the loss against the penalty on the coefficients', parsePositive, 1)
    .option('--min-events <n>', 'refuse below this many events', parseCount, 30)
    .option('--json', 'print one JSON document')
    .action(async ({ input, target, l2, minEvents, json }: Options) => {
      const report = await fitFile(readBytes(input, process.stdin), {
        target,
        c: l2,
        leastEvents: minEvents,
      });
      for (const note of report.notes) output.note(`note: ${note}`);
      if (json === true) output.json(report);
      else printFit(output, report);
    });
}

function printFit(output: Output, report: FitReport): void {
  output.line(`${report.n} rows, ${report.events} with the outcome; judged on rows the model did not see:`);
  output.line(`AUC ${figure(report.auc)}, by fold ${report.folds.map(figure).join(' ')}`);
  output.line(
    `Brier score ${figure(report.brier)} (always guessing the base rate: ${figure(report.brierOfBaseRate)})`,
  );
  output.line();
  const rows = Object.entries(report.coefficients)
    .sort(([, left], [, right]) => Math.abs(right) - Math.abs(left))
    .map(([name, coefficient]) => [name, coefficient.toFixed(4)]);
  output.line(textTable(['column', 'effect of one standard deviation (log odds)'], rows));
}

function figure(value: number | null): string {
  return value === null ? '–' : value.toFixed(4);
}
