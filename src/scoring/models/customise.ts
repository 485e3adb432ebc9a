import type { ModelChanges } from '../../model/portal-settings.ts';
import type { Model, ModelDimension } from '../model.ts';

/**
 * A model as a portal changes it, with a version of its own: `revision` counts the portal's changes, so that no two
 * states of a model share a version. Weights that a segment sets keep the upper hand over those for everybody.
 * Ids the model does not have are ignored: a choice of another model may leave some behind.
 */
export function customise(
  model: Model,
  changes: ModelChanges,
  revision: number,
  segmentWeighs: boolean,
): Model {
  if (revision === 0) return model;
  const ofSegment = model.segment === null ? undefined : changes.segments?.[model.segment];
  const dimensions = ofSegment ?? (segmentWeighs ? undefined : changes.dimensions);
  return {
    ...model,
    version: model.version + revision,
    minimumCoverage: changes.minimumCoverage ?? model.minimumCoverage,
    thresholds: { ...model.thresholds, ...changes.thresholds },
    bands: model.bands.map((band) => ({ ...band, from: bandStart(changes, band.id) ?? band.from })),
    dimensions: rebalanced(
      model.dimensions.map((each) => withIndicators(each, changes.indicators ?? {})),
      dimensions ?? {},
    ),
  };
}

function bandStart({ bands }: ModelChanges, id: string): number | undefined {
  return bands?.[id as keyof typeof bands];
}

function withIndicators(
  dimension: ModelDimension,
  weights: Readonly<Record<string, number>>,
): ModelDimension {
  return { ...dimension, indicators: rebalanced(dimension.indicators, weights) };
}

/** With the given weights, all brought to sum to 1. As they were when everything would weigh nothing. */
function rebalanced<Part extends { readonly id: string; readonly weight: number }>(
  parts: readonly Part[],
  weights: Readonly<Record<string, number>>,
): readonly Part[] {
  const wanted = parts.map((part) => ({ ...part, weight: weights[part.id] ?? part.weight }));
  const total = wanted.reduce((sum, part) => sum + part.weight, 0);
  return total > 0 ? wanted.map((part) => ({ ...part, weight: part.weight / total })) : parts;
}
