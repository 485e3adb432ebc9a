import { capById } from '../caps/index.ts';
import { indicatorById } from '../indicators/index.ts';
import type { Model, ModelCap, ModelDimension, ModelIndicator } from '../model.ts';
import type { Params, ParamShape } from '../params.ts';
import { TOLERANCE } from '../tolerance.ts';

/** Everything wrong with a model that its shape alone does not show: references, parameters, sums of weights. */
export function modelFaults(model: Model): string[] {
  const { weights } = model.userHealth;
  return [
    ...sumFaults('the dimensions', model.dimensions),
    ...duplicates('dimension', model.dimensions),
    ...duplicates(
      'indicator',
      model.dimensions.flatMap(({ indicators }) => indicators),
    ),
    ...duplicates('cap', model.caps),
    ...duplicates('action', model.actions),
    ...duplicates('band', model.bands),
    ...duplicates('alert level', model.alerts),
    ...model.dimensions.flatMap((dimension) => dimensionFaults(dimension, model)),
    ...model.caps.flatMap((cap) => capFaults(cap, model)),
    ...kindFaults(model),
    ...sumFaults(
      'user health',
      Object.values(weights).map((weight) => ({ weight })),
    ),
  ];
}

function kindFaults({ kind, actions }: Model): string[] {
  if (kind === 'weighted') return actions.length === 0 ? [] : ['a weighted model has no actions'];
  return actions.length === 0 ? ['an impact-frequency model needs actions'] : [];
}

function dimensionFaults(dimension: ModelDimension, model: Model): string[] {
  const { id, indicators } = dimension;
  if (model.kind === 'impact-frequency') {
    return indicators.length === 0 ? [] : [`dimension "${id}": an impact-frequency model has no indicators`];
  }
  const applicable = indicators.filter((indicator) => indicator.applicable);
  return [
    ...(applicable.length === 0 ? [`dimension "${id}" has no indicators`] : []),
    ...(applicable.length === 0 ? [] : sumFaults(`dimension "${id}"`, applicable)),
    ...indicators.flatMap(indicatorFaults),
  ];
}

function indicatorFaults({ id, params }: ModelIndicator): string[] {
  const indicator = indicatorById(id);
  if (indicator === undefined) return [`unknown indicator "${id}"`];
  return paramFaults(`indicator "${id}"`, indicator.params, params);
}

function capFaults({ id, dimension, params }: ModelCap, model: Model): string[] {
  const cap = capById(id);
  const isUnknown = dimension !== undefined && !model.dimensions.some((each) => each.id === dimension.id);
  return [
    ...(cap === undefined ? [`unknown cap "${id}"`] : paramFaults(`cap "${id}"`, cap.params, params)),
    ...(isUnknown ? [`cap "${id}" limits the unknown dimension "${dimension.id}"`] : []),
  ];
}

function paramFaults(owner: string, shape: ParamShape, params: Params): string[] {
  const missing = Object.entries(shape).flatMap(([name, kind]) => {
    const value = params[name];
    if (value === undefined) return [`${owner} needs the ${kind} "${name}"`];
    return (typeof value === 'number') === (kind === 'number')
      ? []
      : [`${owner}: "${name}" must be a ${kind}`];
  });
  const unknown = Object.keys(params)
    .filter((name) => !(name in shape))
    .map((name) => `${owner} does not know "${name}"`);
  return [...missing, ...unknown];
}

function sumFaults(owner: string, parts: readonly { readonly weight: number }[]): string[] {
  const sum = parts.reduce((total, { weight }) => total + weight, 0);
  return Math.abs(sum - 1) < TOLERANCE
    ? []
    : [`the weights of ${owner} sum to ${Number(sum.toFixed(6))}, not 1`];
}

function duplicates(kind: string, items: readonly { readonly id: string }[]): string[] {
  const ids = items.map(({ id }) => id);
  const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return [...repeated].map((id) => `${kind} "${id}" appears more than once`);
}
