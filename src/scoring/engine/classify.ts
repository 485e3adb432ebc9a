import type { AlertLevel, Band, PlaybookBand } from '../../model/bands.ts';
import type { Model, Range } from '../model.ts';
import { TOLERANCE } from '../tolerance.ts';

/** The raw action range of a score. Publishing adds hysteresis. */
export function bandOf(score: number | null, model: Pick<Model, 'bands'>): Band {
  return score === null ? 'unknown' : rangeOf(score, model.bands);
}

export function alertOf(score: number | null, model: Pick<Model, 'alerts'>): AlertLevel {
  return score === null ? 'unknown' : rangeOf(score, model.alerts);
}

const PLAYBOOK_OF: Readonly<Record<Band, PlaybookBand | null>> = {
  red: 'escalate',
  orange: 'intervene',
  yellow: 'stabilise',
  green: 'expand',
  thriving: 'expand',
  unknown: null,
};

export function playbookOf(band: Band): PlaybookBand | null {
  return PLAYBOOK_OF[band];
}

/** The last range that has begun; a score below all of them falls in the first. */
function rangeOf<Id extends string>(score: number, ranges: readonly Range<Id>[]): Id {
  let found = ranges[0];
  for (const range of ranges) {
    const isInside =
      range.exclusive === true ? score > range.from + TOLERANCE : score >= range.from - TOLERANCE;
    if (isInside) found = range;
  }
  if (found === undefined) throw new Error('a model needs at least one range');
  return found.id;
}
