import { AppError } from '../../errors.ts';
import type { Model, ModelDimension } from '../model.ts';
import { parseModel } from './parse-model.ts';
import type { Segment, SegmentOverride } from './segment.ts';

/**
 * The model as the segment changes it, checked like any other model; the model itself when the segment changes
 * nothing in it.
 * @throws AppError `model-invalid` for a reference the model does not have and for weights that do not sum to 1.
 */
export function applySegment(model: Model, segment: Segment): Model {
  const override = segment.overrides[model.id];
  if (override === undefined) return model;
  const unknown = unknownReferences(model, override);
  if (unknown.length > 0) {
    const message = `segment "${segment.id}" overrides what model "${model.id}" does not have: ${unknown.join(', ')}`;
    throw new AppError('model-invalid', message, {
      details: { segment: segment.id, model: model.id, unknown },
    });
  }
  const dimensions = model.dimensions.map((dimension) => overrideDimension(dimension, override));
  return parseModel({ ...model, segment: segment.id, dimensions });
}

function overrideDimension(dimension: ModelDimension, override: SegmentOverride): ModelDimension {
  const indicators = dimension.indicators.map((indicator) => ({
    ...indicator,
    weight: override.indicators?.[indicator.id] ?? indicator.weight,
    applicable: indicator.applicable && override.drop?.includes(indicator.id) !== true,
    params: { ...indicator.params, ...override.params?.[indicator.id] },
  }));
  const dropped = indicators
    .filter(({ applicable }) => !applicable)
    .reduce((sum, { weight }) => sum + weight, 0);
  return {
    ...dimension,
    weight: override.dimensions?.[dimension.id] ?? dimension.weight,
    indicators: indicators.map((indicator) =>
      indicator.applicable && dropped > 0
        ? { ...indicator, weight: indicator.weight / (1 - dropped) }
        : indicator,
    ),
  };
}

function unknownReferences(model: Model, override: SegmentOverride): string[] {
  const dimensions = new Set(model.dimensions.map(({ id }) => id));
  const indicators = new Set(
    model.dimensions.flatMap((dimension) => dimension.indicators.map(({ id }) => id)),
  );
  const { drop = [], params = {} } = override;
  return [
    ...Object.keys(override.dimensions ?? {}).filter((id) => !dimensions.has(id)),
    ...[...Object.keys(override.indicators ?? {}), ...drop, ...Object.keys(params)].filter(
      (id) => !indicators.has(id),
    ),
  ];
}
