/** Events of one page to aim for, unless told: enough to be fast, few enough to keep memory flat. */
const TARGET_EVENTS = 250_000;
const MAX_DAYS = 93;
const MAX_GROWTH = 4;

/** As many days as should hold the events aimed for, judged by the days just read. */
export function nextDays(days: number, events: number, target = TARGET_EVENTS): number {
  const fitting = Math.floor((days * target) / Math.max(1, events));
  return Math.max(1, Math.min(fitting, days * MAX_GROWTH, MAX_DAYS));
}
