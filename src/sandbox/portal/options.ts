import { type World } from '../world/types.ts';
import { type WorkflowAction } from './flows/flow.ts';
import { type FaultOptions } from './http/faults.ts';
import { type WebhookOptions } from './webhooks/sender.ts';

export interface PortalOptions {
  /** Folder of the portal's database; null keeps everything in memory only. */
  readonly dataDir: string | null;
  /** Customers to fill an empty portal with. */
  readonly world?: World | null;
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly portalId?: number;
  /** The static token of a private app. */
  readonly accessToken?: string;
  /** Requests of one app in a rolling interval; searches do not count. */
  readonly rateLimit?: { readonly max: number; readonly intervalMs: number };
  /** Searches of the whole portal in a second; null: no limit. */
  readonly searchPerSecond?: number | null;
  /** Requests of the whole portal in a UTC day; null: no limit. */
  readonly dailyLimit?: number | null;
  readonly faults?: FaultOptions;
  /** How long a write stays invisible to search, in milliseconds. */
  readonly indexLagMs?: number;
  /** Clock of the records, tokens and lists; rate limits run on real time. */
  readonly now?: () => Date;
  /** How webhooks are delivered, once the app has subscribed to any. */
  readonly webhooks?: WebhookOptions;
  /** Actions that the app adds to workflows. */
  readonly workflowActions?: readonly WorkflowAction[];
  /** Wait before an action of the app is repeated for the first time; HubSpot waits a minute, 50 ms here. */
  readonly actionRetryMs?: number;
  /** Told of every error that is the portal's own fault; writes to stderr by default. */
  readonly onError?: (error: unknown) => void;
  /** Told of every request as it comes in, before anything is done about it. */
  readonly onRequest?: (request: SeenRequest) => void;
}

/** A request as it came in. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
}

export interface PortalStats {
  /** Requests answered, whatever the answer. */
  readonly requests: number;
  /** Answers by status code. */
  readonly byStatus: Readonly<Record<string, number>>;
  /** Requests by method and route, for example `POST /crm/objects/2026-09/:objectType/search`. */
  readonly byRoute: Readonly<Record<string, number>>;
  readonly rateLimited: number;
  readonly faults: number;
  /** Records that are not archived, by object type name. */
  readonly records: Readonly<Record<string, number>>;
}

export interface RunningPortal {
  /** `http://127.0.0.1:<port>` */
  readonly baseUrl: string;
  readonly accessToken: string;
  readonly portalId: number;
  /** Ends the server once running requests are answered and everything is on disk. */
  close(): Promise<void>;
  stats(): PortalStats;
  /** Starts a new sequence of faults; null ends them. */
  setFaults(faults: FaultOptions | null): void;
  /** Resolves when every webhook is delivered or given up. */
  webhooksSettled(): Promise<void>;
  /** Resolves when no workflow waits for an action's answer; those that the app blocked wait on. */
  workflowsSettled(): Promise<void>;
}

export const DEFAULTS = {
  portalId: 1_480_042,
  accessToken: 'pat-eu1-sandbox-0000-0000-0000-000000000000',
  rateLimit: { max: 110, intervalMs: 10_000 },
  searchPerSecond: 5,
  dailyLimit: 1_000_000,
  actionRetryMs: 50,
} as const;

/** The app that the sandbox knows: for the OAuth flow and as the source of records. */
export const SANDBOX_APP = {
  appId: 4_410_001,
  clientId: '5a4d7c1e-0000-4000-8000-000000000001',
  clientSecret: '5a4d7c1e-0000-4000-8000-0000000000ff',
  userId: 71_000_001,
} as const;
