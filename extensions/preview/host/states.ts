/** Situations a card has to live with, made out of a real record. */
export const PREVIEW_STATES = [
  'live',
  'loading',
  'failed',
  'forbidden',
  'never-scored',
  'not-customer',
  'stale',
  'source-disconnected',
  'unreadable-details',
  'service-down',
] as const;
export type PreviewState = (typeof PREVIEW_STATES)[number];

type Properties = Readonly<Record<string, string | null>>;

/** What HubSpot answers to the card's request for properties; null: nothing, for as long as one waits. */
export type PropertiesAnswer = { readonly data: Properties } | { readonly error: string } | null;

const DAYS_STALE = 5;

/**
 * The answer in a situation. `live` and `service-down` pass the record on: the card asks the service for nothing.
 */
export function answerIn(state: PreviewState, properties: Properties): PropertiesAnswer {
  switch (state) {
    case 'live':
    case 'service-down':
      return { data: properties };
    case 'loading':
      return null;
    case 'failed':
      return { error: 'Failed to fetch CRM properties: 500' };
    case 'forbidden':
      return { error: 'User does not have permission to view these properties' };
    case 'never-scored':
      return { data: { ...withoutHealth(properties), lifecyclestage: 'customer' } };
    case 'not-customer':
      return { data: { ...withoutHealth(properties), lifecyclestage: 'opportunity' } };
    case 'stale':
      return {
        data: { ...properties, health_scored_at: daysAgo(properties['health_scored_at'], DAYS_STALE) },
      };
    case 'source-disconnected':
      return { data: { ...properties, health_breakdown: disconnected(properties['health_breakdown']) } };
    case 'unreadable-details':
      return {
        data: { ...properties, health_breakdown: properties['health_breakdown']?.slice(0, 500) ?? null },
      };
  }
}

function withoutHealth(properties: Properties): Properties {
  const entries = Object.entries(properties).map(([name, value]) => [
    name,
    name.startsWith('health_') ? null : value,
  ]);
  return Object.fromEntries(entries) as Properties;
}

function daysAgo(instant: string | null | undefined, days: number): string | null {
  if (!instant) return null;
  return new Date(Date.parse(instant) - days * 86_400_000).toISOString();
}

/** The breakdown with its first source gone. */
function disconnected(breakdown: string | null | undefined): string | null {
  if (!breakdown) return null;
  const parsed = JSON.parse(breakdown) as { sources: Record<string, object>; scoredAt: string };
  const id = Object.keys(parsed.sources)[0] ?? 'amplitude';
  const reason = {
    en: 'The access key was refused (401).',
    es: 'La clave de acceso fue rechazada (401).',
  };
  const fetchedAt = daysAgo(parsed.scoredAt, DAYS_STALE);
  const sources = { ...parsed.sources, [id]: { status: 'disconnected', fetchedAt, reason } };
  return JSON.stringify({ ...parsed, sources });
}
