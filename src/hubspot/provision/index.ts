export { type Drift } from './drift.ts';
export { provision, type ProvisionOutcome } from './provision.ts';
