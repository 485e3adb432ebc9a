import { dayFromNumber } from '../../model/day.ts';
import { type World } from '../world/types.ts';
import { type ExportRange } from './export-range.ts';

/** Mean length of an exported line, measured over a year of 200 companies. */
const BYTES_PER_EVENT = 970;

/** Size of an export in bytes before compression, near enough to refuse what is far too large. */
export type SizeEstimate = (range: ExportRange) => number;

/** Counts each day once and remembers it. */
export function createSizeEstimate(world: World): SizeEstimate {
  const accounts = [...world.companies, ...world.strangers];
  const counted = new Map<number, number>();

  function eventsOn(number: number): number {
    const known = counted.get(number);
    if (known !== undefined) return known;
    const day = dayFromNumber(number);
    let events = 0;
    for (const company of accounts) {
      for (const activity of world.activity(company, day)) {
        for (const { count } of activity.events) events += count;
      }
    }
    counted.set(number, events);
    return events;
  }

  return ({ from, to }) => {
    let events = 0;
    for (let number = Math.floor(from / 24); number * 24 <= to; number += 1) {
      const hours = Math.min(to, number * 24 + 23) - Math.max(from, number * 24) + 1;
      events += (eventsOn(number) * hours) / 24;
    }
    return events * BYTES_PER_EVENT;
  };
}
