import { dayNumber } from '../../model/day.ts';

const DAY_HOURS = 24;
const MINUTES = 60;
const SECONDS = 3600;
const HOUR_MS = 3_600_000;
/** `YYYY-MM-DDTHH:MM:SSZ`, by far the most common form. */
const UTC_SECONDS_LENGTH = 20;
/** How an instant ends that names its zone. */
const ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;
const DAY_LENGTH = 'YYYY-MM-DD'.length;

/** Hours since 1970-01-01 UTC, with fractions; a date alone is its midnight, and a time without a zone is UTC. */
export function hourNumber(iso: string): number {
  if (iso.length === UTC_SECONDS_LENGTH && iso.endsWith('Z')) {
    const seconds = twoDigits(iso, 14) / MINUTES + twoDigits(iso, 17) / SECONDS;
    return dayNumber(iso) * DAY_HOURS + twoDigits(iso, 11) + seconds;
  }
  if (iso.length === DAY_LENGTH) return dayNumber(iso) * DAY_HOURS;
  return Date.parse(ZONE.test(iso) ? iso : `${iso}Z`) / HOUR_MS;
}

function twoDigits(text: string, index: number): number {
  return (text.charCodeAt(index) - 48) * 10 + text.charCodeAt(index + 1) - 48;
}
