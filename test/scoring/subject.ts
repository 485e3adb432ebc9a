import { addDays } from '../../src/model/day.ts';
import { type ScoreResult } from '../../src/model/result.ts';
import { type CompanySignals } from '../../src/model/signals.ts';
import { scoringContext } from '../../src/scoring/facts/context.ts';
import {
  indicatorById,
  MODELS,
  scoreCompany,
  type Measurement,
  type Model,
} from '../../src/scoring/index.ts';

/** Shared by the scoring tests: one as-of day, days relative to it, and short ways to score. */
export const AS_OF = '2026-11-01';

export const MODEL = modelById('three-dimension');

export function modelById(id: string): Model {
  const model = MODELS.get(id);
  if (model === undefined) throw new Error(`no model ${id}`);
  return model;
}

/** The day this many days before the as-of day; negative for after it. */
export function daysAgo(days: number): string {
  return addDays(AS_OF, -days);
}

export type Sections = Omit<CompanySignals, 'companyId'>;

export function score(sections: Sections, model: Model = MODEL, asOf = AS_OF): ScoreResult {
  return scoreCompany({ companyId: 'c-1', ...sections }, { asOf, model });
}

/** What an indicator measures, with the parameters of the first shipped model that uses it. */
export function measure(id: string, sections: Sections): Measurement {
  const entries = [...MODELS.values()].flatMap(({ dimensions }) =>
    dimensions.flatMap((each) => each.indicators),
  );
  const entry = entries.find((each) => each.id === id);
  const indicator = indicatorById(id);
  if (entry === undefined || indicator === undefined) throw new Error(`no indicator ${id}`);
  const signals = { companyId: 'c-1', ...sections };
  return indicator.measure(signals, scoringContext(signals, AS_OF), entry.params);
}

/** The score of an indicator; fails the test when there is none. */
export function scoreOf(id: string, sections: Sections): number {
  const measured = measure(id, sections);
  if (measured.state !== 'scored') throw new Error(`${id} is ${measured.state}`);
  return measured.score;
}

/** The value in words, in both languages. */
export function wordsOf(id: string, sections: Sections): { readonly en: string; readonly es: string } {
  const measured = measure(id, sections);
  const indicator = indicatorById(id);
  if (measured.state !== 'scored' || indicator === undefined) throw new Error(`${id} is ${measured.state}`);
  return { en: indicator.describe(measured.value, 'en'), es: indicator.describe(measured.value, 'es') };
}

/** A daily entry for each day from `from` to `to` days ago. */
export function dailyUsage(from: number, to: number, activeUsers: number, step = 1) {
  const daily: { date: string; activeUsers: number }[] = [];
  for (let age = from; age >= to; age -= step) daily.push({ date: daysAgo(age), activeUsers });
  return daily;
}
