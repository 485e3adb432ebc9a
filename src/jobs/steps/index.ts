import { type JobKind } from '../job.ts';
import { actStep } from './act.ts';
import { matchStep } from './match.ts';
import { proofStep } from './proof.ts';
import { provisionStep } from './provision.ts';
import { publishStep } from './publish.ts';
import { pullStep } from './pull.ts';
import { refreshStep } from './refresh.ts';
import { retentionStep } from './retention.ts';
import { scoreStep } from './score.ts';
import { type Step } from './step.ts';
import { startRunStep } from './sync.ts';

export const STEPS: { readonly [Kind in JobKind]: Step } = {
  sync: startRunStep,
  backfill: startRunStep,
  provision: provisionStep,
  pull: pullStep,
  match: matchStep,
  score: scoreStep,
  publish: publishStep,
  act: actStep,
  refresh: refreshStep,
  proof: proofStep,
  retention: retentionStep,
};
