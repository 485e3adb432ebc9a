/** HubSpot's notation of values: every property value is a string, and the empty string clears. */

/** A plain decimal with at most `digits` decimals, never an exponent or `-0`; null for what is not a number. */
export function decimal(value: number | null, digits: number): string | null {
  if (value === null || !Number.isFinite(value)) return null;
  const factor = 10 ** digits;
  const rounded = Math.round(value * factor) / factor;
  return rounded === 0 ? '0' : String(rounded);
}

/** A share of 1 as percent with at most one decimal. */
export function percent(share: number | null): string | null {
  return share === null ? null : decimal(share * 100, 1);
}

/** A datetime as ISO with milliseconds in UTC; null for what is not one. */
export function instant(iso: string | null): string | null {
  if (iso === null) return null;
  const at = Date.parse(iso);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** Values of a multiple checkbox. */
export function checkboxes(values: readonly string[]): string {
  return [...new Set(values)].join(';');
}
