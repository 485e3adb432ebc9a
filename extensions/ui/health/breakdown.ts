import {
  ALERT_LEVELS,
  BANDS,
  EARLY_WARNINGS,
  INDICATOR_STATES,
  LOCALES,
  PLAYBOOK_BANDS,
  TRENDS,
} from '../../../src/model/bands.ts';
import { type HealthBreakdown } from '../../../src/model/breakdown.ts';
import {
  date,
  either,
  flag,
  type Guard,
  listOf,
  number,
  oneOf,
  optional,
  orNull,
  pairOf,
  recordOf,
  recordOfAll,
  shape,
  text,
} from './guard.ts';
import { isBand } from './properties.ts';

const indicator = shape({
  id: text,
  dimension: text,
  state: oneOf(INDICATOR_STATES),
  score: orNull(number),
  weight: number,
  contribution: number,
  value: orNull(recordOf(either(either(number, text), orNull(flag)))),
  reason: orNull(text),
});

const dimension = shape({
  id: text,
  weight: number,
  score: orNull(number),
  rawScore: orNull(number),
  coverage: number,
});

const result = shape({
  companyId: text,
  score: orNull(number),
  band: isBand,
  alert: oneOf(ALERT_LEVELS),
  coverage: number,
  provisional: flag,
  rawScore: orNull(number),
  delta30d: orNull(number),
  trend: orNull(oneOf(TRENDS)),
  risk: orNull(number),
  dimensions: listOf(dimension),
  indicators: listOf(indicator),
  caps: listOf(shape({ id: text, limit: number, reason: text })),
  signals: listOf(oneOf(EARLY_WARNINGS)),
  users: listOf(shape({ id: text, score: number, atRisk: flag })),
  playbook: orNull(
    shape({ band: oneOf(PLAYBOOK_BANDS), plays: listOf(shape({ id: text, indicator: text })) }),
  ),
});

const changeTerm = shape({
  id: text,
  kind: oneOf(['indicator', 'coverage', 'cap', 'model-change']),
  points: number,
});

const localised = recordOfAll(LOCALES, text);

const planStep = shape({
  id: text,
  indicator: orNull(text),
  title: localised,
  detail: localised,
  why: localised,
  owner: oneOf(['company-owner', 'manager']),
  ownerWords: localised,
  dueHours: number,
  due: localised,
});

const scoredBand = oneOf([...BANDS, 'thriving']);

const words = shape({
  model: shape({ title: localised, bands: listOf(shape({ id: scoredBand, from: number })) }),
  dimensions: recordOf(localised),
  indicators: recordOf(
    shape({
      title: localised,
      value: orNull(localised),
      target: localised,
      needs: localised,
      sources: listOf(text),
    }),
  ),
  reasons: listOf(localised),
  plan: orNull(shape({ playbook: oneOf(PLAYBOOK_BANDS), cadence: localised, steps: listOf(planStep) })),
});

const currency: Guard<string> = (input): input is string => text(input) && input.length === 3;

/** Accepts nothing that the schema `healthBreakdown` refuses, and asks that dates parse; a test holds the two together. */
export const isHealthBreakdown: Guard<HealthBreakdown> = (input): input is HealthBreakdown =>
  known(input) && (input.v === 1 || input.v === 2);

const known = shape({
  v: number,
  asOf: date,
  scoredAt: date,
  model: shape({ id: text, version: number }),
  arr: orNull(shape({ amount: number, currency })),
  renewsAt: orNull(date),
  result,
  publishedBand: text,
  previousBand: orNull(text),
  bandChangedAt: orNull(date),
  change: orNull(shape({ since: date, points: number, terms: listOf(changeTerm) })),
  dimensionChanges: recordOf(number),
  history: listOf(pairOf(date, orNull(number))),
  sources: recordOf(
    shape({
      status: oneOf(['ok', 'stale', 'error', 'disconnected']),
      fetchedAt: orNull(date),
      reason: orNull(either(localised, text)),
      setAside: optional(number),
    }),
  ),
  basis: optional(shape({ accounts: recordOf(listOf(text)) })),
  people: listOf(shape({ id: text, name: orNull(text), role: text, lastActive: orNull(date) })),
  words: optional(words),
  pulse: optional(orNull(shape({ score: number, at: date, reason: text, author: text, expiresAt: date }))),
  override: optional(
    orNull(
      shape({ band: scoredBand, reason: text, author: text, since: date, expiresAt: date, active: flag }),
    ),
  ),
  computedBand: optional(text),
  customerUntil: optional(orNull(date)),
  tasks: optional(
    listOf(
      shape({
        stepId: text,
        taskId: orNull(text),
        subject: text,
        createdAt: date,
        status: oneOf(['open', 'done']),
      }),
    ),
  ),
  markers: optional(
    listOf(shape({ day: date, kind: oneOf(['model', 'playbook', 'pulse', 'override']), label: text })),
  ),
});

/** The breakdown in a property value; null when it is empty, cut off or of another version. */
export function parseBreakdown(value: string | null | undefined): HealthBreakdown | null {
  if (!value) return null;
  try {
    const parsed: unknown = JSON.parse(value);
    return isHealthBreakdown(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
