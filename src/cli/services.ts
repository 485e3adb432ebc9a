import { type ErrorCode } from '../errors.ts';
import { type HubSpotApi } from '../model/hubspot-api.ts';
import { type Source } from '../model/source.ts';
import { type RecordedDelivery } from '../model/webhook.ts';
import { type PipelineDeps, type Store } from '../pipeline/deps.ts';

/** Environment of a run, as given to the composition root: the process's own, or that of a sandbox. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface Runtime {
  readonly deps: PipelineDeps;
  readonly api: HubSpotApi;
  readonly sources: readonly Source[];
  readonly store: Store;
  close(): Promise<void>;
}

export interface RunningService {
  /** Where it listens; null for a process that does not. */
  readonly url: string | null;
  close(): Promise<void>;
}

export interface RuntimeOptions {
  readonly clock?: () => Date;
  readonly store?: Store;
  /** Which portal; needed where several are connected. */
  readonly portalId?: string | undefined;
}

/** What a process of the service is for. */
export type Role = 'all' | 'web' | 'worker' | 'scheduler';

/** One thing that `doctor` looked at. */
export interface Check {
  readonly name: string;
  /** `off`: not configured, which is no fault. */
  readonly state: 'ok' | 'failed' | 'off';
  readonly message: string;
  /** What to do, when it failed. */
  readonly remedy?: string;
  /** Why it failed. */
  readonly code?: ErrorCode;
}

/** Upkeep of portals, keys and jobs; needs no running service. */
export interface Administration {
  portals(): Promise<readonly { portalId: string; status: string; auth: string; reason: string | null }[]>;
  /** Deletes everything of a portal; says what was deleted and what stays. */
  remove(portalId: string): Promise<{ deleted: Readonly<Record<string, number>>; kept: readonly string[] }>;
  /** Keeps a key of a source system for one portal, sealed, under the name of its variable. */
  setCredential(portalId: string, name: string, value: string): Promise<void>;
  /** Seals every secret with the first key; returns how many were sealed anew. */
  rotateKeys(): Promise<number>;
  audit(portalId: string): Promise<readonly { at: string; actor: string; action: string; subject: string }[]>;
  dead(): Promise<
    readonly { portalId: string; kind: string; message: string; remedy: string; failedAt: string }[]
  >;
  retry(portalId?: string): Promise<number>;
  /** Asks the workers for a run now; `full`: every source from the start. False where one is asked for already. */
  run(portalId: string, full: boolean): Promise<boolean>;
  cancel(portalId: string): Promise<number>;
  close(): Promise<void>;
}

/** What the commands need from the composition root. */
export interface Services {
  readonly env: Environment;
  readonly clock: () => Date;
  /** Validates the configuration, connects portal and sources, opens the store (unless it is open already). */
  openRuntime(env: Environment, options?: RuntimeOptions): Promise<Runtime>;
  /** Opens the store alone: a new embedded one takes seconds that other preparations can use. */
  openStore(env: Environment): Promise<Store>;
  /** Takes deliveries as the service takes them, each at the time it arrived; those known already change nothing. */
  replay(env: Environment, runtime: Runtime, deliveries: readonly RecordedDelivery[]): Promise<void>;
  /** The service for the portal of an open runtime. */
  serveRuntime(
    env: Environment,
    runtime: Runtime,
    options?: { readonly recordUrl?: (portalId: string, companyId: string) => string },
  ): Promise<RunningService>;
  /** The service as configured. */
  serve(env: Environment, role: Role): Promise<RunningService>;
  administer(env: Environment): Promise<Administration>;
  doctor(env: Environment): Promise<readonly Check[]>;
  /** A new random key for PULSO_ENCRYPTION_KEY. */
  generateKey(): string;
  /** The built card in a browser without HubSpot. */
  startPreview(runtime: Runtime, port: number): Promise<RunningService>;
}
