import { type HealthBreakdown } from '../../src/model/breakdown.ts';

type Marker = NonNullable<HealthBreakdown['markers']>[number];

/** Markers shown beside a line of a year. */
const MAX_MARKERS = 12;

/** The breakdown with one more thing that happened, oldest first. */
export function withMarker(breakdown: HealthBreakdown, marker: Marker): HealthBreakdown {
  return { ...breakdown, markers: [...(breakdown.markers ?? []), marker].slice(-MAX_MARKERS) };
}
