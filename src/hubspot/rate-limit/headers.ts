/** What HubSpot says about the ten-secondly allowance in the headers of an answer. */
export interface Allowance {
  readonly max: number;
  readonly remaining: number | null;
  readonly intervalMs: number;
}

const MAX_PLAUSIBLE = 100_000;

/** The allowance in the headers; null when they carry none that makes sense (search answers carry none). */
export function allowanceFrom(headers: Headers): Allowance | null {
  const max = wholeNumber(headers.get('x-hubspot-ratelimit-max'));
  const intervalMs = wholeNumber(headers.get('x-hubspot-ratelimit-interval-milliseconds'));
  if (max === null || intervalMs === null || max < 1 || intervalMs < 1) return null;
  return { max, intervalMs, remaining: wholeNumber(headers.get('x-hubspot-ratelimit-remaining')) };
}

/** `Retry-After` in milliseconds, from seconds or an HTTP date; null when absent or nonsense. */
export function retryAfterMs(headers: Headers, now: number): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  const seconds = wholeNumber(value);
  if (seconds !== null) return seconds * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

function wholeNumber(text: string | null): number | null {
  if (text === null || !/^\d+$/.test(text)) return null;
  const value = Number(text);
  return value <= MAX_PLAUSIBLE ? value : null;
}
