import { BANDS, type Localised, type ScoredBand } from '../../../src/model/bands.ts';
import { oneOf } from './guard.ts';
import threeDimension from '../../../src/scoring/models/three-dimension.json' with { type: 'json' };

/** What a card needs to know of a scoring model. The model itself stays with the service. */
interface ModelFacts {
  readonly id: string;
  readonly title: Localised;
  readonly bands: readonly { readonly id: string; readonly from: number }[];
}

const SHIPPED: readonly ModelFacts[] = [threeDimension];

export function modelTitle(id: string): Localised {
  return SHIPPED.find((model) => model.id === id)?.title ?? { en: id, es: id };
}

/** Where each band but the worst starts; empty for a model made by the account, whose bands we cannot know. */
export function bandStarts(modelId: string): { band: ScoredBand; from: number }[] {
  const bands = SHIPPED.find((model) => model.id === modelId)?.bands ?? [];
  return bands.flatMap(({ id, from }) => (isScoredBand(id) && from > 0 ? [{ band: id, from }] : []));
}

const isScoredBand = oneOf([...BANDS, 'thriving']);
