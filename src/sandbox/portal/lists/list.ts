import { type FilterBranch } from './branch.ts';

/** A list of records: filled by hand (`MANUAL`, `SNAPSHOT`) or by its filters (`DYNAMIC`). */
export interface StoredList {
  readonly listId: string;
  readonly name: string;
  readonly objectTypeId: string;
  readonly processingType: 'MANUAL' | 'DYNAMIC' | 'SNAPSHOT';
  /** PROCESSING until the filters were first applied to all records. */
  readonly processingStatus: 'PROCESSING' | 'COMPLETE';
  readonly listVersion: number;
  readonly filterBranch: FilterBranch | null;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly filtersUpdatedAt: number;
  readonly deletedAt: number | null;
  /** Absent: in the root folder. */
  readonly folderId?: string;
}
