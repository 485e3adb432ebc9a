/** What a run counted, for the summary; the numbers of all runs are added up. */
export type Facts = Readonly<Record<string, number>>;

/** A long check that is repeated with ever other seeds. Add one by writing it and putting it into `suites.ts`. */
export interface SoakSuite {
  /** For `--only`. */
  readonly name: string;
  readonly title: string;
  /** Runs when `--runs` is not given. */
  readonly runs: number;
  /** Prepares what all runs share. */
  open(options?: SuiteSize): Promise<OpenSuite>;
}

/** How large the runs are, for suites that leave it open. */
export interface SuiteSize {
  readonly companies?: number | undefined;
}

export interface OpenSuite {
  /** One run; everything random in it follows from the seed. Throws when something is wrong. */
  run(seed: number): Promise<Facts>;
  close(): Promise<void>;
}
