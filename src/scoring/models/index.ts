import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import type { Model } from '../model.ts';
import { applySegment } from './apply-segment.ts';
import { parseModel } from './parse-model.ts';
import { segmentsDocument, type Segment } from './segment.ts';
import eightPillar from './eight-pillar.json' with { type: 'json' };
import fourMetric from './four-metric.json' with { type: 'json' };
import impactFrequency from './impact-frequency.json' with { type: 'json' };
import segmentsJson from './segments.json' with { type: 'json' };
import threeDimension from './three-dimension.json' with { type: 'json' };
import vitalSigns from './vital-signs.json' with { type: 'json' };

export const DEFAULT_MODEL_ID = 'three-dimension';

/** The models shipped, by id, without segment overrides. */
export const MODELS: ReadonlyMap<string, Model> = new Map(
  [threeDimension, eightPillar, vitalSigns, fourMetric, impactFrequency].map((document) => {
    const model = parseModel(document);
    return [model.id, model];
  }),
);

/** The segments shipped, by id. */
export const SEGMENTS: ReadonlyMap<string, Segment> = new Map(
  segmentsDocument.parse(segmentsJson).segments.map((segment) => [segment.id, segment]),
);

/** Segment id → model id → the model as the segment changes it. */
const SEGMENT_MODELS: ReadonlyMap<string, ReadonlyMap<string, Model>> = new Map(
  [...SEGMENTS.values()].map((segment) => [
    segment.id,
    new Map([...MODELS.values()].map((model) => [model.id, applySegment(model, segment)])),
  ]),
);

/**
 * The model that scores a company. Which model: the one asked for, else the one the segment chooses, else the
 * default. Then the segment's overrides of that model apply, if it has any. A segment we do not know changes
 * nothing; its name is compared in lower case with hyphens for spaces.
 * @throws AppError `not-found` for a model id that does not exist, listing those that do.
 */
export function resolveModel(
  company: { readonly segment?: string | null | undefined },
  modelId?: string,
): Model {
  const segment = SEGMENTS.get(segmentId(company.segment));
  const id = modelId ?? segment?.model ?? DEFAULT_MODEL_ID;
  const model = MODELS.get(id);
  if (model === undefined) {
    const known = [...MODELS.keys()];
    throw new AppError('not-found', say('model.unknown', { model: id, known }), {
      details: { model: id, known },
    });
  }
  return (segment && SEGMENT_MODELS.get(segment.id)?.get(id)) ?? model;
}

function segmentId(segment: string | null | undefined): string {
  return (segment ?? '')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');
}
