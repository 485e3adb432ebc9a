import { runSuite, summaryLine } from '../../../scripts/soak/run-suite.ts';
import { type SoakSuite } from '../../../scripts/soak/suite.ts';

test('every run takes the next seed; a failure is printed with what replays it and stops nothing', async () => {
  const seeds: number[] = [];
  let closed = false;
  const suite: SoakSuite = {
    name: 'odd',
    title: 'even seeds fail',
    runs: 4,
    open: async () => ({
      run: async (seed) => {
        seeds.push(seed);
        if (seed % 2 === 0) throw new Error('even');
        return { kills: seed };
      },
      close: async () => {
        closed = true;
      },
    }),
  };
  const lines: string[] = [];
  const outcome = await runSuite(suite, { seed: 5, runs: 4, print: (line) => lines.push(line) });
  expect(seeds).toEqual([5, 6, 7, 8]);
  expect(outcome).toMatchObject({ failed: [6, 8], facts: { kills: 12 } });
  expect(lines).toContain('  replay: npm run soak -- --only odd --runs 1 --seed 6');
  expect(summaryLine(outcome, 5)).toBe('odd: 2 of 4 runs passed, seeds 5 to 8, 0 s; kills 12');
  expect(closed).toBe(true);
});
