export type Figures = Readonly<Record<string, unknown>>;

export interface Benchmark {
  readonly id: string;
  /** In this folder; prints its figures as one JSON line, the last of its output. */
  readonly file: string;
  readonly bars: readonly {
    /** Name of a number among the figures. */
    readonly figure: string;
    readonly text: string;
    readonly isMet: (value: number) => boolean;
  }[];
}

const atLeast = (figure: string, least: number) => ({
  figure,
  text: `≥ ${least.toLocaleString('en')}`,
  isMet: (value: number) => value >= least,
});
const atMost = (figure: string, most: number) => ({
  figure,
  text: `≤ ${most.toLocaleString('en')}`,
  isMet: (value: number) => value <= most,
});

/** Every benchmark with the numbers to reach. */
export const BENCHMARKS: readonly Benchmark[] = [
  {
    id: 'scoring',
    file: 'scoring.ts',
    bars: [atLeast('bestRoundPerCpuSecond', 50_000), atLeast('ratio', 5)],
  },
  // 100,000 accounts among 100,000 companies, by processor time: the clock of a shared machine tells of others.
  { id: 'matching', file: 'matching.ts', bars: [atMost('cpuMs', 10_000)] },
  // `memoryGrowth`: from 1 to 10 million events.
  { id: 'ingest', file: 'ingest.ts', bars: [atLeast('ratio', 0.8), atMost('memoryGrowth', 1.25)] },
  // Download, unzip, check and a much wider line against the same narrow GROUP BY: no bar, a figure to watch.
  { id: 'amplitude-export', file: 'amplitude-export.ts', bars: [] },
  {
    id: 'write-back',
    file: 'write-back.ts',
    bars: [atLeast('shareOfAllowance', 0.97), atMost('rateLimited', 0)],
  },
  {
    id: 'nightly',
    file: 'nightly.ts',
    bars: [atMost('ofAllowanceTime', 1.25), atMost('growth', 1.3), atMost('peakMemoryMb', 512)],
  },
  // `overIdle` compares with a route that does nothing, in the same run: what the endpoint itself costs.
  { id: 'card', file: 'card.ts', bars: [atMost('p95Ms', 50), atMost('failed', 0), atMost('overIdle', 3)] },
  {
    id: 'realtime',
    file: 'realtime.ts',
    bars: [atMost('eventToPropertyP95Seconds', 60), atMost('failed', 0), atMost('lost', 0)],
  },
];
