export { BAND_PLAYBOOKS } from './bands/index.ts';
export { RESPONSE_HOURS } from './due.ts';
export { plan, type Plan, type PlanInput, type SkipReason } from './plan.ts';
export { type BandPlaybook, type OwnerRule, type Play, type PlaybookTask } from './playbook.ts';
export { playById, PLAYS } from './plays/index.ts';
export { bandTasks, planSteps, type PlanStep } from './steps.ts';
