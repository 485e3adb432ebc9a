/** What the actions of a workflow gave to those after them, by action id. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A record on its way through a workflow. */
export interface Enrolment {
  readonly flowId: string;
  readonly typeId: string;
  readonly recordId: string;
  /** Ids of the actions it came by; a cycle ends where it closes. */
  readonly passed: readonly string[];
  readonly outputs: Outputs;
}

/** A record that waits at an action of an app, until the app answers or completes the callback. */
export interface Execution extends Enrolment {
  readonly callbackId: string;
  readonly actionId: string;
  /** Whether the app answered `BLOCK`. The sandbox waits without end, HubSpot a week unless told otherwise. */
  readonly isBlocked: boolean;
}
