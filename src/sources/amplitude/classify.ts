import { type Depth, type EventMapping } from './mapping.ts';
import { matcher } from './patterns.ts';

/** What one event name counts as. */
export interface EventClass {
  readonly ignored: boolean;
  /** Somebody at work; integrations also report by themselves. */
  readonly activity: boolean;
  readonly started: boolean;
  readonly completed: boolean;
  readonly feature: { readonly id: string; readonly depth: Depth } | null;
  /** The event property that names the integration it shows working. */
  readonly integration: string | null;
}

/**
 * A function from event name to its meaning under a mapping. Every event has one meaning: ignored, activity
 * only, workflow, integration, feature, in this order.
 */
export function classifier(mapping: EventMapping): (event: string) => EventClass {
  const ignored = matcher(mapping.ignored);
  const activityOnly = matcher(mapping.activityOnly);
  const started = matcher(mapping.workflows.started);
  const completed = matcher(mapping.workflows.completed);
  const integration = matcher(mapping.integrations.map((rule) => rule.event));
  const features = mapping.features.map((rule) => ({ rule, fits: matcher([rule.event]) }));
  const working = mapping.integrations.map(({ event, except, property }) => {
    const fits = matcher([event]);
    const unfit = matcher(except);
    return { property, fits: (name: string) => fits(name) && !unfit(name) };
  });

  return (event) => {
    const none = {
      ignored: false,
      activity: true,
      started: false,
      completed: false,
      feature: null,
      integration: working.find(({ fits }) => fits(event))?.property ?? null,
    };
    if (ignored(event)) return { ...none, ignored: true, activity: false };
    if (activityOnly(event)) return none;
    if (started(event)) return { ...none, started: true };
    if (completed(event)) return { ...none, completed: true };
    if (integration(event)) return { ...none, activity: false };
    const found = features.find(({ fits }) => fits(event))?.rule;
    return { ...none, feature: found ? { id: found.feature ?? event, depth: found.depth } : null };
  };
}
