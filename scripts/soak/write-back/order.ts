import { type TaskMaker } from '../../../src/pipeline/deps.ts';

/** What the suite tells a writer, as a message. */
export interface WriterOrder {
  /** The first order of a run: everything that earlier runs left in the writer's database is erased. */
  readonly fresh: boolean;
  readonly baseUrl: string;
  readonly accessToken: string;
  readonly portalId: string;
  readonly tasks: TaskMaker;
  readonly managerOwnerId: string;
}

/** What a writer answers. `try-again`: it failed in a way that the next attempt may heal. */
export interface WriterAnswer {
  readonly outcome: 'done' | 'try-again' | 'gave-up';
  readonly message: string;
}
