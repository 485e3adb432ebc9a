/** The scoring engine: signals and a model in, a score with every reason out. Pure. */
export { interpolate, type Curve } from './curve.ts';
export { costOf } from './engine/plays.ts';
export { alertOf, bandOf, playbookOf } from './engine/classify.ts';
export { queuePriority, type QueueEntry } from './engine/queue-priority.ts';
export { scoreCompany, type ScoreContext } from './engine/score-company.ts';
export { isKeyUser, userHealth, type UserHealth } from './engine/user-health.ts';
export { CAPS, capById, type AnyCap } from './caps/index.ts';
export {
  INDICATORS,
  indicatorById,
  type AnyIndicator,
  type IndicatorValue,
  type Measurement,
} from './indicators/index.ts';
export type { Model, ModelAction, ModelCap, ModelDimension, ModelIndicator } from './model.ts';
export { DEFAULT_MODEL_ID, MODELS, resolveModel, SEGMENTS } from './models/index.ts';
export { parseModel } from './models/parse-model.ts';
export type { Segment, SegmentOverride } from './models/segment.ts';
