import type { ModelChanges } from '../../model/portal-settings.ts';
import type { Model } from '../model.ts';
import { customise } from './customise.ts';
import { resolveModel, SEGMENTS } from './index.ts';

/** What a portal chose. */
export interface ModelChoice {
  /** Model for companies whose segment names no other. */
  readonly modelId: string;
  /** Absent: nothing was changed. */
  readonly modelChanges?: { readonly changes: ModelChanges; readonly revision: number };
}

/** The model that scores a company in a portal. */
export function portalModel({ modelId, modelChanges }: ModelChoice, segment: string | null): Model {
  const model = resolveModel({ segment }, modelId);
  const { changes, revision } = modelChanges ?? { changes: {}, revision: 0 };
  const overrides = model.segment === null ? undefined : SEGMENTS.get(model.segment)?.overrides[model.id];
  return customise(model, changes, revision, overrides?.dimensions !== undefined);
}
