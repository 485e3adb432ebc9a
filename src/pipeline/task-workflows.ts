import { type TaskWorkflow } from '../hubspot/workflows/index.ts';
import {
  type AlertLevel,
  BANDS,
  type Locale,
  type Localised,
  LOCALES,
  type PlaybookBand,
} from '../model/bands.ts';
import { type PlaybookChanges } from '../model/portal-settings.ts';
import { compareBands } from '../scoring/bands/index.ts';
import { BAND_PLAYBOOKS, bandTasks, RESPONSE_HOURS } from '../scoring/playbooks/index.ts';
import { escapeHtml } from '../scoring/playbooks/html.ts';
import { BAND_WORDS, PLAYBOOK_WORDS } from '../scoring/words/index.ts';
import { NEWS_DAYS } from './falls.ts';

/** What a fall into a band calls for. Green is nobody's fall. */
const FALLS: readonly {
  readonly band: (typeof BANDS)[number];
  readonly playbook: PlaybookBand;
  readonly alert: Exclude<AlertLevel, 'unknown' | 'healthy'>;
  readonly priority: TaskWorkflow['priority'];
}[] = [
  { band: 'red', playbook: 'escalate', alert: 'critical', priority: 'HIGH' },
  { band: 'orange', playbook: 'intervene', alert: 'at-risk', priority: 'HIGH' },
  { band: 'yellow', playbook: 'stabilise', alert: 'warning', priority: 'MEDIUM' },
];

const WORDS = {
  name: { en: 'Customer health falls to', es: 'La salud del cliente baja a' },
  was: { en: 'was', es: 'antes' },
  why: { en: 'Why', es: 'Por qué' },
  steps: { en: 'Steps', es: 'Pasos' },
} as const satisfies Readonly<Record<string, Localised>>;

export interface WorkflowSettings {
  readonly locale: Locale;
  /** Owner id who takes critical accounts; null: the company's owner does. */
  readonly managerOwnerId: string | null;
  /** What the portal changed in the steps of its playbooks. */
  readonly playbooks?: PlaybookChanges | undefined;
}

/**
 * The workflows that create the playbooks' tasks when a company's published band falls, for portals that want HubSpot
 * to do it. They know the band but not the single company's plays, so the task names the band's steps and the reasons.
 */
export function taskWorkflows(settings: WorkflowSettings): TaskWorkflow[] {
  const others = LOCALES.filter((locale) => locale !== settings.locale);
  return FALLS.map((fall) => ({
    ...workflowOf(fall, settings),
    otherLanguages: others.map((locale) => workflowOf(fall, { ...settings, locale })),
  }));
}

function workflowOf(
  { band, playbook, alert, priority }: (typeof FALLS)[number],
  { locale, managerOwnerId, playbooks }: WorkflowSettings,
): TaskWorkflow {
  const name = BAND_WORDS[band].name[locale].toLowerCase();
  return {
    name: `${WORDS.name[locale]} ${name}`,
    band,
    fromBands: BANDS.filter((from) => compareBands(from, band) > 0),
    newsDays: NEWS_DAYS,
    subject: `${PLAYBOOK_WORDS[playbook][locale]} {{ enrolled_object.name }}: ${name} (${WORDS.was[locale]} {{ enrolled_object.health_previous_band }})`,
    body: bodyOf(playbook, locale, playbooks),
    priority,
    dueHours: RESPONSE_HOURS[alert] ?? 0,
    ownerId: alert === 'critical' ? managerOwnerId : null,
  };
}

/** What HubSpot fills in, HubSpot escapes. */
function bodyOf(playbook: PlaybookBand, locale: Locale, playbooks: PlaybookChanges | undefined): string {
  const { trigger } = BAND_PLAYBOOKS[playbook];
  const steps = bandTasks(playbook, playbooks).map(
    ({ subject, body }) =>
      `<li><strong>${escapeHtml(subject[locale])}</strong>: ${escapeHtml(body[locale])}</li>`,
  );
  return [
    `<p>${trigger[locale]}</p>`,
    `<p><strong>${WORDS.why[locale]}</strong>: {{ enrolled_object.health_top_risks }}</p>`,
    `<p><strong>${WORDS.steps[locale]}</strong></p><ol>${steps.join('')}</ol>`,
  ].join('');
}
