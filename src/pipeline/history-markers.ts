import { type HealthBreakdown } from '../model/breakdown.ts';
import { type Day, dayOf } from '../model/day.ts';
import { type PeopleEntries } from './people-entries.ts';

/** Markers shown beside a line of a year. */
const MAX_MARKERS = 12;

type Marker = NonNullable<HealthBreakdown['markers']>[number];

interface ModelOfDay {
  readonly asOf: Day;
  readonly modelId: string;
  readonly modelVersion: number;
}

/** What happened beside the score: new models, playbooks, pulses, overrides. The newest ones, oldest first. */
export function historyMarkers(
  history: readonly ModelOfDay[],
  { acts, pulses, override }: PeopleEntries,
  asOf: Day,
): Marker[] {
  const playbookDays = new Set(
    acts.flatMap((act) => (act.key.includes(':playbook:') ? [dayOf(act.createdAt)] : [])),
  );
  const markers: Marker[] = [
    ...modelChanges(history),
    ...[...playbookDays].map((day) => ({ day, kind: 'playbook' as const, label: '' })),
    ...pulses.map(({ at, score }) => ({ day: dayOf(at), kind: 'pulse' as const, label: String(score) })),
    ...(override === null
      ? []
      : [{ day: override.since, kind: 'override' as const, label: override.band as string }]),
  ];
  return markers
    .filter((each) => each.day <= asOf)
    .sort((left, right) => (left.day < right.day ? -1 : 1))
    .slice(-MAX_MARKERS);
}

function modelChanges(history: readonly ModelOfDay[]): Marker[] {
  return history.flatMap(({ asOf, modelId, modelVersion }, index) => {
    const before = history[index - 1];
    if (before === undefined) return [];
    if (before.modelId === modelId && before.modelVersion === modelVersion) return [];
    return [{ day: asOf, kind: 'model' as const, label: `${modelId} v${modelVersion}` }];
  });
}
