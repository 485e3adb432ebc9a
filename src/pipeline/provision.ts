import { toAppError } from '../errors.ts';
import { ensureHealthLists, type HealthList, missingHealthLists } from '../hubspot/lists/index.ts';
import { type Drift, MISSING, provision, RUN_PROVISION } from '../hubspot/provision/index.ts';
import {
  ensureWorkflows,
  inAllLanguages,
  type TaskWorkflow,
  workflowsByName,
  type WorkflowState,
} from '../hubspot/workflows/index.ts';
import { type Locale, type Localised } from '../model/bands.ts';
import { type HubSpotApi } from '../model/hubspot-api.ts';
import { type PlaybookChanges } from '../model/portal-settings.ts';
import { type TaskMaker } from './deps.ts';
import { taskWorkflows, type WorkflowSettings } from './task-workflows.ts';

export interface ProvisionReport {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly drift: readonly Pick<Drift, 'name' | 'problem' | 'remedy'>[];
  /** Lists by band and alert level; empty with `check`. */
  readonly lists: readonly HealthList[];
}

export interface ProvisionSettings {
  /** Changes nothing and only reports. */
  readonly check: boolean;
  readonly locale?: Locale;
  readonly managerOwnerId?: string | null;
  /** `workflow`: HubSpot creates the tasks, and we the workflows that do; `app` (default): our act step does. */
  readonly tasks?: TaskMaker;
  /** What the portal changed in the steps of its playbooks. */
  readonly playbooks?: PlaybookChanges | undefined;
}

type Report = Pick<ProvisionReport, 'created' | 'drift'>;

/** People may change what we made; we tell it and leave it. */
const keepOr = (thing: Localised): Localised => ({
  en: `Keep it that way, or delete the ${thing.en} in HubSpot and have it created again.`,
  es: `Déjalo así, o borra ${thing.es} en HubSpot y vuelve a crear lo que falte.`,
});

/** Properties and their group, a list for each band and alert level, and workflows where they create the tasks. */
export async function provisionPortal(
  api: HubSpotApi,
  { check, locale = 'en', managerOwnerId = null, tasks = 'app', playbooks }: ProvisionSettings,
): Promise<ProvisionReport> {
  const { created, updated, drift } = await provision(api, { check });
  const lists = check ? [] : await ensureHealthLists(api, locale);
  const ofLists = check ? await absentLists(api, locale) : reportLists(lists);
  const ofWorkflows = await provisionWorkflows(api, { check, locale, managerOwnerId, tasks, playbooks });
  return {
    created: [...created, ...ofLists.created, ...ofWorkflows.created],
    updated,
    drift: [...drift, ...ofLists.drift, ...ofWorkflows.drift],
    lists,
  };
}

async function absentLists(api: HubSpotApi, locale: Locale): Promise<Report> {
  const missing = await missingHealthLists(api, locale);
  return {
    created: [],
    drift: missing.map((name) => ({ name: `list ${name}`, problem: MISSING, remedy: RUN_PROVISION })),
  };
}

function reportLists(lists: readonly HealthList[]): Report {
  return {
    created: lists.filter((each) => each.created).map((each) => `list ${each.name}`),
    drift: lists
      .filter((each) => each.edited)
      .map((each) => ({
        name: `list ${each.name}`,
        problem: { en: 'its filters were changed by hand', es: 'sus filtros se cambiaron a mano' },
        remedy: keepOr({ en: 'list', es: 'la lista' }),
      })),
  };
}

async function provisionWorkflows(
  api: HubSpotApi,
  { check, tasks, ...settings }: WorkflowSettings & Required<Pick<ProvisionSettings, 'check' | 'tasks'>>,
): Promise<Report> {
  const wanted = taskWorkflows(settings);
  if (tasks === 'app') return leftOver(api, wanted);
  if (check) {
    const existing = await workflowsByName(api, wanted);
    const isMissing = (workflow: TaskWorkflow) =>
      inAllLanguages(workflow).every(({ name }) => !existing.has(name));
    const missing = wanted.filter(isMissing);
    const problem = MISSING;
    return {
      created: [],
      drift: missing.map(({ name }) => ({ name: `workflow ${name}`, problem, remedy: RUN_PROVISION })),
    };
  }
  const states = await ensureWorkflows(api, wanted);
  return {
    created: states.filter((each) => each.created).map((each) => `workflow ${each.name}`),
    drift: states.flatMap((each) => [...(each.differs ? [difference(each)] : []), ...doubles(each)]),
  };
}

/** Whether a person or a setting moved cannot be seen: a workflow keeps what it was created with. */
function difference({ name, isEnabled }: WorkflowState): Report['drift'][number] {
  return {
    name: `workflow ${name}`,
    problem: isEnabled
      ? {
          en: 'differs from the settings: it was changed by hand, or they were changed since',
          es: 'difiere de los ajustes: se cambió a mano, o los ajustes se cambiaron después',
        }
      : {
          en: 'is switched off, and may differ from the settings',
          es: 'está desactivado, y puede diferir de los ajustes',
        },
    remedy: keepOr({ en: 'workflow', es: 'el flujo' }),
  };
}

function doubles({ name, doubles: others }: WorkflowState): Report['drift'] {
  return others.map((other) => ({
    name: `workflow ${other}`,
    problem: {
      en: `is on beside “${name}”, so that each fall makes two tasks`,
      es: `está activo junto a «${name}», y cada caída crea dos tareas`,
    },
    remedy: { en: 'Switch one of them off in HubSpot.', es: 'Desactiva uno de los dos en HubSpot.' },
  }));
}

/**
 * Workflows of an earlier choice would make a second task beside ours. A token that may not see workflows has never
 * made any.
 */
async function leftOver(api: HubSpotApi, wanted: readonly TaskWorkflow[]): Promise<Report> {
  const existing = await workflowsByName(api, wanted).catch((error: unknown) => {
    if (toAppError(error).code === 'forbidden') return new Map<string, never>();
    throw error;
  });
  const running = [...existing].filter(([, flow]) => flow.isEnabled);
  return {
    created: [],
    drift: running.map(([name]) => ({
      name: `workflow ${name}`,
      problem: {
        en: 'is on although Pulso creates the tasks itself, so that each fall makes two',
        es: 'está activo aunque Pulso crea las tareas, y cada caída crea dos',
      },
      remedy: {
        en: 'Switch it off in HubSpot, or set PULSO_TASKS=workflow.',
        es: 'Desactívalo en HubSpot, o pon PULSO_TASKS=workflow.',
      },
    })),
  };
}
