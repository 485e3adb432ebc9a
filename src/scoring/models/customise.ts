import type { ModelChanges } from '../../model/portal-settings.ts';
import type { Model, ModelDimension } from '../model.ts';

/**
 * A model as a portal changes it, with a version of its own: `revision` counts the portal's changes, so that no two
 * states of a model share a version. Weights that a segment sets keep the upper hand over those for everybody.
 * Ids the model does not have are ignored, and so are starts of bands that it would put out of order: a choice of
 * another model may leave some behind.
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
    bands: withBands(model.bands, changes.bands ?? {}),
    dimensions: rebalanced(
      model.dimensions.map((each) => withIndicators(each, changes.indicators ?? {})),
      dimensions ?? {},
    ),
  };
}

/** `bands` lie lowest first. */
function withBands(bands: Model['bands'], starts: Partial<Record<string, number>>): Model['bands'] {
  const moved = bands.map((band) => ({ ...band, from: starts[band.id] ?? band.from }));
  const isInOrder = moved.every(({ from }, index) => from > (moved[index - 1]?.from ?? -Infinity));
  return isInOrder ? moved : bands;
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
