import { type TaskMaker } from '../../../src/pipeline/deps.ts';

/** What the suite tells a writer, as JSON in its first argument. */
export interface WriterOrder {
  readonly dataDir: string;
  readonly baseUrl: string;
  readonly accessToken: string;
  readonly portalId: string;
  readonly tasks: TaskMaker;
  readonly managerOwnerId: string;
}

/** Exit code of a writer that failed in a way that the next run may heal. */
export const TRY_AGAIN = 75;
