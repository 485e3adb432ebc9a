import { type ErrorCode } from '../../errors.ts';
import { type StoredProof } from '../../store/proofs.ts';
import { type JudgeBrief } from './judge.ts';
import { type PastPage } from './portal-past.ts';

/** What the thread of a check starts with. */
export interface JudgeTask {
  readonly brief: JudgeBrief;
  /** ISO instant of the check. */
  readonly checkedAt: string;
}

/** To the thread: a part of the past, or null when that was all. Each is answered once. */
export type JudgeRequest = PastPage | null;

/** From the thread: it took the page, or it is done, or it cannot go on. */
export type JudgeAnswer =
  | { readonly kind: 'taken' }
  | { readonly kind: 'judged'; readonly proof: StoredProof }
  | {
      readonly kind: 'failed';
      readonly code: ErrorCode;
      readonly message: string;
      readonly details: Readonly<Record<string, unknown>>;
    };
