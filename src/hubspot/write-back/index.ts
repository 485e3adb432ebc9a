export { type CompanyUpdate, planWrites } from './plan.ts';
export { writeBack, type WriteBackOptions, type WriteOutcome } from './write.ts';
