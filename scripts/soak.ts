import { Command, InvalidArgumentError } from 'commander';
import { runSuite, summaryLine } from './soak/run-suite.ts';
import { SUITES } from './soak/suites.ts';

/** `npm run soak -- [--only NAME] [--runs N] [--seed N]`: long seeded runs; exit code 1 when one of them fails. */

const NAMES = SUITES.map(({ name }) => name);

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError('Expected a whole number.');
}

function suiteName(name: string): string {
  if (NAMES.includes(name)) return name;
  throw new InvalidArgumentError(`There are ${NAMES.join(', ')}.`);
}

const values = new Command('soak')
  .description('long seeded runs of faults, kills and damaged input, with a summary')
  .option('--only <name>', `one of: ${NAMES.join(', ')}`, suiteName)
  .option('--runs <n>', 'runs of each suite, instead of its own number', wholeNumber)
  .option('--seed <n>', 'seed of the first run', wholeNumber, 1)
  .option(
    '--companies <n>',
    'companies a run, where a suite leaves it open (service-faults: 1000)',
    wholeNumber,
  )
  .parse()
  .opts<{ only?: string; runs?: number; seed: number; companies?: number }>();
const { seed } = values;
const chosen = SUITES.filter(({ name }) => values.only === undefined || name === values.only);
const print = (line: string): void => console.log(line);
const summaries: string[] = [];
for (const suite of chosen) {
  const runs = values.runs ?? suite.runs;
  print(`${suite.name}: ${suite.title}; ${runs} runs from seed ${seed}`);
  const outcome = await runSuite(suite, { seed, runs, size: { companies: values.companies }, print });
  summaries.push(summaryLine(outcome, seed));
  if (outcome.failed.length > 0) process.exitCode = 1;
}
for (const line of summaries) print(line);
