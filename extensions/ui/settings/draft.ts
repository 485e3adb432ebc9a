import type { PlaybookBand } from '../../../src/model/bands.ts';
import type { ModelOption, SettingsAnswer } from '../../../src/model/portal-actions.ts';
import type { ModelChanges, PlaybookChanges, PortalSettings } from '../../../src/model/portal-settings.ts';

/** The model a draft is about: the chosen one, else the configured one. */
export function modelOf({ models, configured }: SettingsAnswer, draft: PortalSettings): ModelOption | null {
  const id = draft.modelId ?? configured.modelId;
  return models.find((model) => model.id === id) ?? models[0] ?? null;
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

/** Where the bands start in a draft. */
export function bandStartsOf(model: ModelOption, draft: PortalSettings): Starts {
  const shipped = Object.fromEntries(model.bands.map(({ id, from }) => [id, from]));
  const { orange = 40, yellow = 60, green = 80 } = { ...shipped, ...draft.model.bands };
  return { orange, yellow, green };
}

export function areInOrder({ orange, yellow, green }: Starts): boolean {
  return orange < yellow && yellow < green;
}

export function isSame(a: PortalSettings, b: PortalSettings): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function shareOf(percent: number): number {
  return Math.min(100, Math.max(0, Number.isFinite(percent) ? percent : 0)) / 100;
}
