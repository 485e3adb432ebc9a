import { type Band, type Locale, LOCALES, type Localised } from '../../model/bands.ts';
import { type BreakdownWords, type PlanStepWords } from '../../model/breakdown.ts';
import { type PlaybookChanges } from '../../model/portal-settings.ts';
import { type ScoreResult } from '../../model/result.ts';
import { indicatorById, type Model, playbookOf } from '../index.ts';
import { BAND_PLAYBOOKS, planSteps, type PlanStep } from '../playbooks/index.ts';
import { dimensionName, indicatorTitle, topRisks } from './index.ts';

/** Reasons kept in words: what a card shows at most. */
const REASONS = 5;

export interface WordsInput {
  readonly result: ScoreResult;
  readonly model: Model;
  /** The band people see. */
  readonly band: Band;
  /** Indicator id → ids of the connected sources that feed it. */
  readonly feeds: Feeds;
  /** What the portal changed in its playbooks. */
  readonly playbooks?: PlaybookChanges | undefined;
}

export type Feeds = ReadonlyMap<string, readonly string[]>;

/** A result in words, in every language: titles, values, reasons and the plan. Pure. */
export function breakdownWords({ result, model, band, feeds, playbooks }: WordsInput): BreakdownWords {
  return {
    model: { title: { ...model.title }, bands: model.bands.map(({ id, from }) => ({ id, from })) },
    dimensions: Object.fromEntries(
      result.dimensions.map(({ id }) => [id, inAll((locale) => dimensionTitle(model, id, locale))]),
    ),
    indicators: Object.fromEntries(
      result.indicators.map((each) => [each.id, indicatorWords(each, feeds.get(each.id) ?? [])]),
    ),
    reasons: zipped((locale) => topRisks(result, locale, REASONS)),
    plan: planWords(result, band, playbooks),
  };
}

/** Writes a text in every language. */
export function inAll(write: (locale: Locale) => string): Localised {
  return Object.fromEntries(LOCALES.map((locale) => [locale, write(locale)])) as unknown as Localised;
}

/** Lists that say the same in every language, as one list of texts in all of them. */
function zipped(list: (locale: Locale) => readonly string[]): Localised[] {
  const lists = new Map(LOCALES.map((locale) => [locale, list(locale)]));
  return (lists.get('en') ?? []).map((_, index) => inAll((locale) => lists.get(locale)?.[index] ?? ''));
}

function dimensionTitle(model: Model, id: string, locale: Locale): string {
  return model.dimensions.find((each) => each.id === id)?.title[locale] ?? dimensionName(id, locale);
}

function indicatorWords(
  { id, value }: ScoreResult['indicators'][number],
  sources: readonly string[],
): BreakdownWords['indicators'][string] {
  const indicator = indicatorById(id);
  return {
    title: inAll((locale) => indicatorTitle(id, locale, indicatorById)),
    value: value === null ? null : inAll((locale) => indicator?.describe(value, locale) ?? ''),
    target: inAll((locale) => indicator?.target[locale] ?? ''),
    needs: inAll((locale) => indicator?.needs[locale] ?? ''),
    sources: [...sources],
  };
}

function planWords(
  result: ScoreResult,
  band: Band,
  playbooks: PlaybookChanges | undefined,
): BreakdownWords['plan'] {
  const playbook = playbookOf(band);
  if (playbook === null || result.score === null) return null;
  const steps = new Map(LOCALES.map((locale) => [locale, planSteps(result, locale, band, playbooks)]));
  const { cadence, trigger } = BAND_PLAYBOOKS[playbook];
  return {
    playbook,
    cadence: { ...cadence.words },
    steps: (steps.get('en') ?? []).map((step, index) =>
      stepWords(step, (locale) => steps.get(locale)?.[index] ?? step, whyOf(step, result) ?? trigger),
    ),
  };
}

function stepWords(step: PlanStep, inLocale: (locale: Locale) => PlanStep, why: Localised): PlanStepWords {
  return {
    id: step.id,
    indicator: step.indicator,
    title: inAll((locale) => inLocale(locale).title),
    detail: inAll((locale) => inLocale(locale).detail),
    why: { ...why },
    owner: step.owner,
    ownerWords: inAll((locale) => inLocale(locale).ownerWords),
    dueHours: step.dueHours,
    due: inAll((locale) => inLocale(locale).due),
  };
}

/** `Seats in use: 8 of 20 seats`; null for a step of the band. */
function whyOf({ indicator: id }: PlanStep, { indicators }: ScoreResult): Localised | null {
  const found = id === null ? undefined : indicators.find((each) => each.id === id);
  const value = found?.value ?? null;
  if (found === undefined || value === null) return null;
  return inAll(
    (locale) =>
      `${indicatorTitle(found.id, locale, indicatorById)}: ${indicatorById(found.id)?.describe(value, locale) ?? ''}`,
  );
}
