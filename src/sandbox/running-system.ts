import { type RecordedDelivery } from '../model/webhook.ts';
import { type World } from './world/types.ts';

/** What a source system of the sandbox is made of. */
export interface SystemParts {
  readonly world: World;
  readonly now: () => Date;
  /** For files that the product reads. */
  readonly folder: string;
}

/** A source system that runs, and the environment variables that connect the product to it. */
export interface RunningSystem {
  readonly environment: Readonly<Record<string, string>>;
  /** What it sent to the product's endpoints until now. */
  readonly deliveries?: readonly RecordedDelivery[];
  close(): Promise<void>;
}

export type StartSystem = (parts: SystemParts) => Promise<RunningSystem>;
