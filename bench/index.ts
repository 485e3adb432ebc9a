import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { BENCHMARKS, type Benchmark, type Figures } from './benchmarks.ts';

/**
 * Runs the benchmarks one after another, each in a process of its own, prints what came out beside the bar, and
 * writes `bench/results.json`. A bar that is missed is reported, not an error: machines differ, ratios less so.
 */

interface Outcome {
  readonly id: string;
  readonly figures: Figures | null;
  readonly error: string | null;
}

async function run({ id, file }: Benchmark): Promise<Outcome> {
  process.stderr.write(`${id} …\n`);
  try {
    const args = ['--max-semi-space-size=64', path.join(import.meta.dirname, file)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 10_000_000 });
    return { id, figures: JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Figures, error: null };
  } catch (error) {
    return { id, figures: null, error: error instanceof Error ? error.message : String(error) };
  }
}

function tableOf(outcomes: readonly Outcome[]): string[][] {
  return outcomes.flatMap(({ id, figures, error }) => {
    if (figures === null) return [[id, 'failed', error ?? '', '', '']];
    return (BENCHMARKS.find((each) => each.id === id)?.bars ?? []).map(({ figure, text, isMet }) => {
      const value = figures[figure];
      const met = typeof value === 'number' ? (isMet(value) ? 'yes' : 'no') : 'not measured';
      return [id, figure, typeof value === 'number' ? rounded(value) : String(value), text, met];
    });
  });
}

function rounded(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}

function print(rows: readonly string[][]): void {
  const all = [['benchmark', 'figure', 'measured', 'bar', 'met'], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length))) ?? [];
  for (const row of all) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}

const { only } = new Command('bench')
  .description('runs the benchmarks, prints a table and writes bench/results.json')
  .option('--only <ids>', `some of: ${BENCHMARKS.map((each) => each.id).join(', ')}`)
  .parse()
  .opts<{ only?: string }>();
const wanted = only?.split(',');
const chosen = BENCHMARKS.filter(({ id }) => wanted?.includes(id) ?? true);
const unknown = wanted?.filter((id) => BENCHMARKS.every((each) => each.id !== id)) ?? [];
if (unknown.length > 0) {
  console.error(`no such benchmark: ${unknown.join(', ')} (add --help for the list)`);
  process.exit(2);
}
const outcomes: Outcome[] = [];
for (const benchmark of chosen) outcomes.push(await run(benchmark));
print(tableOf(outcomes));
const machine = { cpu: os.cpus()[0]?.model ?? 'unknown', cores: os.cpus().length, node: process.version };
const results = { at: new Date().toISOString(), machine, outcomes };
await writeFile(path.join(import.meta.dirname, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
process.exitCode = outcomes.some(({ error }) => error !== null) ? 1 : 0;
