import { type HubSpotApi } from '../../model/hubspot-api.ts';
import { PROPERTY_GROUP, type PropertyDefinition, TASK_KEY_PROPERTY } from '../properties/definition.ts';
import { HEALTH_PROPERTIES } from '../properties/health-properties.ts';
import { absent, archived, type Drift, missingOptions, propertyDrift, RUN_PROVISION } from './drift.ts';
import {
  addOptions,
  createGroup,
  createProperty,
  hasGroup,
  readProperties,
  type StoredProperty,
} from './portal-properties.ts';

export interface ProvisionOutcome {
  /** Properties, as `companies.health_score`. */
  readonly created: readonly string[];
  /** Properties that got options they lacked. */
  readonly updated: readonly string[];
  /** Object types whose property group was created. */
  readonly groupsCreated: readonly string[];
  /** What remains to be done; with `check` that includes what provisioning would do. */
  readonly drift: readonly Drift[];
}

const WANTED: readonly { readonly objectType: string; readonly properties: readonly PropertyDefinition[] }[] =
  [
    { objectType: 'companies', properties: HEALTH_PROPERTIES },
    { objectType: 'tasks', properties: [TASK_KEY_PROPERTY] },
  ];

/**
 * Sees to it that the portal has our property group and properties. Running it again changes nothing. It never
 * removes options, changes types or renames: such differences are reported with a remedy. `check` only reports.
 */
export async function provision(
  api: HubSpotApi,
  { check = false }: { readonly check?: boolean } = {},
): Promise<ProvisionOutcome> {
  const summary: Growing = { created: [], updated: [], groupsCreated: [], drift: [] };
  for (const { objectType, properties } of WANTED) {
    await provisionGroup(api, objectType, check, summary);
    const stored = await readProperties(api, objectType, false);
    const missing = properties.filter(({ name }) => !stored.has(name));
    const archivedOnes = missing.length === 0 ? null : await readProperties(api, objectType, true);
    for (const wanted of properties) {
      const property = stored.get(wanted.name);
      if (property !== undefined) await reconcile(api, objectType, wanted, property, check, summary);
      else if (archivedOnes?.has(wanted.name) === true) summary.drift.push(archived(objectType, wanted));
      else if (check) summary.drift.push(absent('property', `${objectType}.${wanted.name}`));
      else {
        await createProperty(api, objectType, wanted);
        summary.created.push(`${objectType}.${wanted.name}`);
      }
    }
  }
  return summary;
}

interface Growing {
  readonly created: string[];
  readonly updated: string[];
  readonly groupsCreated: string[];
  readonly drift: Drift[];
}

async function provisionGroup(
  api: HubSpotApi,
  objectType: string,
  check: boolean,
  summary: Growing,
): Promise<void> {
  if (await hasGroup(api, objectType)) return;
  if (check) {
    summary.drift.push(absent('group', `${objectType}.${PROPERTY_GROUP.name}`));
    return;
  }
  await createGroup(api, objectType);
  summary.groupsCreated.push(objectType);
}

async function reconcile(
  api: HubSpotApi,
  objectType: string,
  wanted: PropertyDefinition,
  stored: StoredProperty,
  check: boolean,
  summary: Growing,
): Promise<void> {
  const drift = propertyDrift(objectType, wanted, stored);
  summary.drift.push(...drift);
  // Options mean nothing on a property of another type.
  const missing = stored.type === wanted.type ? missingOptions(wanted, stored) : [];
  if (missing.length === 0) return;
  const name = `${objectType}.${wanted.name}`;
  if (check) {
    const values = missing.map(({ value }) => value).join(', ');
    summary.drift.push({
      kind: 'option',
      name,
      problem: { en: `lacks the options ${values}`, es: `le faltan las opciones ${values}` },
      remedy: RUN_PROVISION,
    });
    return;
  }
  await addOptions(api, objectType, stored, missing);
  summary.updated.push(name);
}
