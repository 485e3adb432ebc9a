import type { PlaybookBand } from '../../../src/model/bands.ts';
import type { ModelOption, SettingsAnswer } from '../../../src/model/portal-actions.ts';
import type { ModelChanges, PlaybookChanges, PortalSettings } from '../../../src/model/portal-settings.ts';
import { MOVABLE_BANDS, type MovableBand } from '../../../src/model/setting-bounds.ts';

/** The model a draft is about: the chosen one, else the configured one. */
export function modelOf({ models, configured }: SettingsAnswer, draft: PortalSettings): ModelOption | null {
  const id = draft.modelId ?? configured.modelId;
  return models.find((model) => model.id === id) ?? null;
}

/** The owner who takes critical accounts under a draft: the chosen one, else the configured one. Null: nobody. */
export function managerOf({ configured }: SettingsAnswer, { managerOwnerId }: PortalSettings): string | null {
  return managerOwnerId === undefined ? configured.managerOwnerId : managerOwnerId;
}

/** Whether a model weighs anything; one that counts actions does not. */
export function hasWeights({ dimensions }: ModelOption): boolean {
  return dimensions.some(({ indicators }) => indicators.length > 0);
}

/** A draft with something changed in its model. */
export function withModel(draft: PortalSettings, changes: Partial<ModelChanges>): PortalSettings {
  return { ...draft, model: { ...draft.model, ...changes } };
}

/** Weight of a dimension in a draft, 0–1. */
export function dimensionWeight(model: ModelOption, { model: changes }: PortalSettings, id: string): number {
  return changes.dimensions?.[id] ?? model.dimensions.find((each) => each.id === id)?.weight ?? 0;
}

/** A draft with one dimension weighing `percent`; all others are written down too, so that they stay as shown. */
export function withDimension(
  model: ModelOption,
  draft: PortalSettings,
  id: string,
  percent: number,
): PortalSettings {
  const all = model.dimensions.map((each) => [each.id, dimensionWeight(model, draft, each.id)] as const);
  return withModel(draft, { dimensions: { ...Object.fromEntries(all), [id]: shareOf(percent) } });
}

/** A draft with one indicator weighing `percent` of its dimension. */
export function withIndicator(
  model: ModelOption,
  draft: PortalSettings,
  id: string,
  percent: number,
): PortalSettings {
  const siblings = model.dimensions.find(({ indicators }) => indicators.some((each) => each.id === id));
  const known = (siblings?.indicators ?? []).map(
    (each) => [each.id, draft.model.indicators?.[each.id] ?? each.weight] as const,
  );
  return withModel(draft, {
    indicators: { ...draft.model.indicators, ...Object.fromEntries(known), [id]: shareOf(percent) },
  });
}

/** Weight of a dimension for a segment, 0–1. */
export function segmentWeight(
  { segments }: SettingsAnswer,
  model: ModelOption,
  draft: PortalSettings,
  segment: string,
  id: string,
): number {
  const own =
    draft.model.segments?.[segment] ?? segments.find((each) => each.id === segment)?.weights[model.id];
  return own?.[id] ?? dimensionWeight(model, draft, id);
}

export function withSegment(
  answer: SettingsAnswer,
  model: ModelOption,
  draft: PortalSettings,
  segment: string,
  id: string,
  percent: number,
): PortalSettings {
  const weights = Object.fromEntries(
    model.dimensions.map((each) => [each.id, segmentWeight(answer, model, draft, segment, each.id)]),
  );
  return withModel(draft, {
    segments: { ...draft.model.segments, [segment]: { ...weights, [id]: shareOf(percent) } },
  });
}

type Starts = NonNullable<ModelChanges['bands']>;

type StepChanges = NonNullable<PlaybookChanges[PlaybookBand]>;

/** What a draft changes in a playbook. */
export function stepsOf({ playbooks }: PortalSettings, band: PlaybookBand): StepChanges {
  return playbooks?.[band] ?? { removed: [], added: [] };
}

export function withSteps(
  draft: PortalSettings,
  band: PlaybookBand,
  changes: Partial<StepChanges>,
): PortalSettings {
  return { ...draft, playbooks: { ...draft.playbooks, [band]: { ...stepsOf(draft, band), ...changes } } };
}

/** Where the bands of the model start in a draft. */
export function bandStartsOf(model: ModelOption, draft: PortalSettings): Starts {
  const shipped = Object.fromEntries(model.bands.map(({ id, from }) => [id, from]));
  const { yellow = 60, green = 80 } = { ...shipped, ...draft.model.bands };
  const orange =
    shipped['orange'] === undefined ? undefined : (draft.model.bands?.orange ?? shipped['orange']);
  return { ...(orange === undefined ? {} : { orange }), yellow, green };
}

/** Two neighbouring bands of which the worse does not start below the better; null when all are in order. */
export function firstOutOfOrder(
  starts: Starts,
): { readonly worse: MovableBand; readonly better: MovableBand } | null {
  let below: { readonly band: MovableBand; readonly from: number } | null = null;
  for (const band of MOVABLE_BANDS) {
    const from = starts[band];
    if (from === undefined) continue;
    if (below !== null && below.from >= from) return { worse: below.band, better: band };
    below = { band, from };
  }
  return null;
}

export function isSame(a: PortalSettings, b: PortalSettings): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A percentage as a share; 0 for what is no number, as an emptied field. */
export function shareOf(percent: number): number {
  return Math.min(100, Math.max(0, Number.isFinite(percent) ? percent : 0)) / 100;
}
