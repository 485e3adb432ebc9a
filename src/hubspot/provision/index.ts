export { type Drift, MISSING, RUN_PROVISION } from './drift.ts';
export { provision, type ProvisionOutcome } from './provision.ts';
