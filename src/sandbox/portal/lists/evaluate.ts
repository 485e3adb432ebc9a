import { validationError } from '../http/errors.ts';
import { type FilterBranch } from './branch.ts';
import { operationTest } from './operations.ts';

/** Reads a property of the record that is tested; null when it is not set. */
export type ReadValue = (property: string) => string | null;

export type BranchTest = (read: ReadValue, now: number) => boolean;

/**
 * Compiles a tree of filter branches. An OR branch holds when one of its parts does, an AND branch when all
 * do; a branch without any part holds for nothing. A property that was archived since reads as not set.
 *
 * @throws PortalError 400 for operations that cannot be evaluated
 */
export function compileBranch(branch: FilterBranch): BranchTest {
  const filters = branch.filters.map((filter): BranchTest => {
    const test = operationTest(filter);
    return (read, now) => test(read(filter.property), now);
  });
  const parts = [...filters, ...branch.filterBranches.map(compileBranch)];
  if (branch.filterBranchType === 'OR') return (read, now) => parts.some((part) => part(read, now));
  return (read, now) => parts.length > 0 && parts.every((part) => part(read, now));
}

/** @throws PortalError 400 when a filter of the tree names a property that does not exist */
export function requireProperties(branch: FilterBranch, hasProperty: (name: string) => boolean): void {
  const unknown = branch.filters.find((filter) => !hasProperty(filter.property));
  if (unknown) throw validationError(`Property "${unknown.property}" does not exist`);
  for (const child of branch.filterBranches) requireProperties(child, hasProperty);
}

/**
 * Lists take an OR of ANDs only.
 *
 * @throws PortalError 400 for another shape
 */
export function requireListShape(branch: FilterBranch): void {
  const children = branch.filterBranches.map((each) => each.filterBranchType);
  const wellFormed =
    branch.filterBranchType === 'OR' &&
    branch.filters.length === 0 &&
    children.every((type) => type === 'AND');
  if (!wellFormed) {
    throw validationError('The root filter branch must be an OR branch whose children are AND branches');
  }
}
