import { parseArgs } from 'node:util';
import { runSuite, summaryLine } from './soak/run-suite.ts';
import { SUITES } from './soak/suites.ts';

/** `npm run soak -- [--only NAME] [--runs N] [--seed N]`: long seeded runs; exit code 1 when one of them fails. */

const { values } = parseArgs({
  options: { only: { type: 'string' }, runs: { type: 'string' }, seed: { type: 'string', default: '1' } },
});

function wholeNumber(option: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new Error(`--${option} ${text}: expected a whole number`);
}

const seed = wholeNumber('seed', values.seed);
const chosen = SUITES.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0) {
  throw new Error(`--only ${values.only}: there are ${SUITES.map(({ name }) => name).join(', ')}`);
}
const print = (line: string): void => console.log(line);
const summaries: string[] = [];
for (const suite of chosen) {
  const runs = values.runs === undefined ? suite.runs : wholeNumber('runs', values.runs);
  print(`${suite.name}: ${suite.title}; ${runs} runs from seed ${seed}`);
  const outcome = await runSuite(suite, { seed, runs, print });
  summaries.push(summaryLine(outcome, seed));
  if (outcome.failed.length > 0) process.exitCode = 1;
}
for (const line of summaries) print(line);
