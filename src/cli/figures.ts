/** Figures as people read them in a terminal; a dash where there is none. */

export function figure(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}

export function percent(value: number | null): string {
  return value === null ? '–' : `${(value * 100).toFixed(1)} %`;
}

export function withRange(value: number | null, range: readonly [number, number] | null): string {
  return range === null ? figure(value) : `${figure(value)} (${figure(range[0])}–${figure(range[1])})`;
}
