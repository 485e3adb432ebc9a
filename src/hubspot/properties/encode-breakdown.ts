import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type HealthBreakdown } from '../../model/breakdown.ts';

/** HubSpot holds 65,536 characters in a text property; the difference is reserve. */
export const MAX_BREAKDOWN_CHARACTERS = 60_000;

export interface EncodedBreakdown {
  readonly json: string;
  /** What was left out to make it fit, least important first; empty when all is there. Also in the JSON, as `trimmed`. */
  readonly trimmed: readonly string[];
}

interface TrimStep {
  readonly name: string;
  /** Less of it; called with ever fewer `kept` until it fits or nothing is left. */
  readonly trim: (breakdown: HealthBreakdown, kept: number) => HealthBreakdown;
  readonly size: (breakdown: HealthBreakdown) => number;
}

const MAX_TEXT = 200;

const STEPS: readonly TrimStep[] = [
  {
    name: 'people',
    size: ({ people, result }) => Math.max(people.length, result.users.length),
    trim: (breakdown, kept) => ({
      ...breakdown,
      people: breakdown.people.slice(0, kept),
      result: { ...breakdown.result, users: breakdown.result.users.slice(0, kept) },
    }),
  },
  {
    name: 'history',
    size: ({ history }) => history.length,
    trim: (breakdown, kept) => ({ ...breakdown, history: kept === 0 ? [] : breakdown.history.slice(-kept) }),
  },
  {
    name: 'values',
    size: ({ result }) => result.indicators.length,
    trim: (breakdown, kept) => {
      const indicators = breakdown.result.indicators.map((each, index) =>
        index < kept ? each : { ...each, value: null },
      );
      return { ...breakdown, result: { ...breakdown.result, indicators } };
    },
  },
  { name: 'texts', size: () => 0, trim: withShortTexts },
];

/**
 * The breakdown as compact JSON under {@link MAX_BREAKDOWN_CHARACTERS}. What does not fit is left out by importance:
 * people, then the oldest history, then indicator values, then the ends of long texts; `trimmed` says so.
 * Throws `input-invalid` when even the rest does not fit, which only an impossible result can cause.
 */
export function encodeBreakdown(breakdown: HealthBreakdown): EncodedBreakdown {
  let current = breakdown;
  const trimmed: string[] = [];
  let json = JSON.stringify(current);
  for (const step of STEPS) {
    if (json.length < MAX_BREAKDOWN_CHARACTERS) break;
    trimmed.push(step.name);
    let kept = step.size(current);
    do {
      kept = Math.floor(kept / 2);
      current = step.trim(current, kept);
      json = JSON.stringify({ ...current, trimmed });
    } while (kept > 0 && json.length >= MAX_BREAKDOWN_CHARACTERS);
  }
  if (json.length < MAX_BREAKDOWN_CHARACTERS) return { json, trimmed };
  throw new AppError(
    'input-invalid',
    say('hubspot.breakdown-size', { company: breakdown.result.companyId, characters: json.length }),
    { details: { companyId: breakdown.result.companyId, characters: json.length } },
  );
}

/** Whether something was left out of an encoded breakdown; `trimmed` is its last field then. */
export function isTrimmed(json: string): boolean {
  return /"trimmed":\[[^\]]*\]\}$/.test(json);
}

/** Cuts every text to {@link MAX_TEXT} characters, whole code points only. */
function withShortTexts(breakdown: HealthBreakdown): HealthBreakdown {
  const text = JSON.stringify(breakdown, (_key, value: unknown) =>
    typeof value === 'string' && value.length > MAX_TEXT
      ? [...value].slice(0, MAX_TEXT - 1).join('') + '…'
      : value,
  );
  return JSON.parse(text) as HealthBreakdown;
}
