import { type SoakSuite, type SuiteSize } from './suite.ts';

export interface SuiteOutcome {
  readonly name: string;
  readonly runs: number;
  /** Seeds of the runs that failed. */
  readonly failed: readonly number[];
  readonly facts: Readonly<Record<string, number>>;
  readonly seconds: number;
}

export interface SuiteOptions {
  /** Seed of the first run; each further run takes the next. */
  readonly seed: number;
  readonly runs: number;
  readonly size?: SuiteSize;
  readonly print: (line: string) => void;
}

/** A comparison of two portals can be as long as they are. */
const MAX_MESSAGE = 2_000;
const PROGRESS_EVERY = 10;

/** Runs a suite to its end, whatever fails; each failure is printed with what replays it. */
export async function runSuite(
  suite: SoakSuite,
  { seed: firstSeed, runs, size, print }: SuiteOptions,
): Promise<SuiteOutcome> {
  const startedAt = performance.now();
  const facts: Record<string, number> = {};
  const failed: number[] = [];
  const open = await suite.open(size);
  try {
    for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
      try {
        for (const [name, count] of Object.entries(await open.run(seed))) {
          facts[name] = (facts[name] ?? 0) + count;
        }
      } catch (error) {
        failed.push(seed);
        const message = error instanceof Error ? error.message : String(error);
        print(`${suite.name}, seed ${seed}: FAILED: ${message.slice(0, MAX_MESSAGE)}`);
        print(`  replay: npm run soak -- --only ${suite.name} --runs 1 --seed ${seed}`);
      }
      const done = seed - firstSeed + 1;
      if (done % PROGRESS_EVERY === 0)
        print(`${suite.name}: ${done} of ${runs} runs done, ${failed.length} failed`);
    }
  } finally {
    await open.close();
  }
  return { name: suite.name, runs, failed, facts, seconds: (performance.now() - startedAt) / 1000 };
}

/** `write-back: 200 of 200 runs passed, seeds 1 to 200, 2140 s; kills 380, …`. */
export function summaryLine({ name, runs, failed, facts, seconds }: SuiteOutcome, firstSeed: number): string {
  const counted = Object.entries(facts).map(([fact, count]) => `${fact} ${count}`);
  const passed = `${runs - failed.length} of ${runs} runs passed, seeds ${firstSeed} to ${firstSeed + runs - 1}`;
  return `${name}: ${passed}, ${Math.round(seconds)} s${counted.length === 0 ? '' : `; ${counted.join(', ')}`}`;
}
