import { type HubSpotApi } from '../model/hubspot-api.ts';
import { type Source } from '../model/source.ts';
import { type PipelineDeps } from '../pipeline/deps.ts';

/** Environment of a run, as given to the composition root: the process's own, or that of a sandbox. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface Runtime {
  readonly deps: PipelineDeps;
  readonly api: HubSpotApi;
  readonly sources: readonly Source[];
  close(): Promise<void>;
}

/** The database; what it is made of is no business of the commands. */
export type Store = { close(): Promise<void> };

export interface RunningService {
  readonly url: string;
  close(): Promise<void>;
}

export interface RuntimeOptions {
  readonly clock?: () => Date;
  readonly store?: Store;
}

/** What the commands need from the composition root. */
export interface Services {
  readonly env: Environment;
  readonly clock: () => Date;
  /** Validates the configuration, connects portal and sources, opens the store (unless it is open already). */
  openRuntime(env: Environment, options?: RuntimeOptions): Promise<Runtime>;
  /** Opens the store alone: a new embedded one takes seconds that other preparations can use. */
  openStore(env: Environment): Promise<Store>;
  /** Dashboard, card endpoint and schedule on an open runtime. */
  startService(
    env: Environment,
    runtime: Runtime,
    recordUrl?: (companyId: string) => string,
  ): Promise<RunningService>;
  /** The built card in a browser without HubSpot. */
  startPreview(runtime: Runtime, port: number): Promise<RunningService>;
}
