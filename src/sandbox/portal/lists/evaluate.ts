import { validationError } from '../http/errors.ts';
import { type FilterBranch } from './branch.ts';
import { operationTest } from './operations.ts';

/** Reads a property of the record that is tested; null when it is not set. */
export type ReadValue = (property: string) => string | null;

export type BranchTest = (read: ReadValue, now: number) => boolean;

/**
 * Compiles a tree of filter branches. An OR branch holds when one of its parts does, an AND branch when all
 * do; a branch without any part holds for nothing.
 *
 * @param hasProperty whether the object type has a property
 * @throws PortalError 400 for unknown properties and operations that cannot be evaluated
 */
export function compileBranch(branch: FilterBranch, hasProperty: (name: string) => boolean): BranchTest {
  const filters = branch.filters.map((filter): BranchTest => {
    if (!hasProperty(filter.property)) throw validationError(`Property "${filter.property}" does not exist`);
    const test = operationTest(filter);
    return (read, now) => test(read(filter.property), now);
  });
  const parts = [...filters, ...branch.filterBranches.map((each) => compileBranch(each, hasProperty))];
  if (branch.filterBranchType === 'OR') return (read, now) => parts.some((part) => part(read, now));
  return (read, now) => parts.length > 0 && parts.every((part) => part(read, now));
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
