import { type HubSpotSetup } from '../../model/portal-actions.ts';
import { addAudit } from '../../store/audit.ts';
import { type PipelineDeps } from '../deps.ts';
import { withPortalSettings } from '../portal-settings.ts';
import { provisionPortal } from '../provision.ts';
import { actorOf, type Caller } from './action.ts';

/** What the app's properties, lists and workflows in HubSpot lack. Changes nothing. */
export function checkHubSpot(deps: PipelineDeps): Promise<HubSpotSetup> {
  return setUp(deps, true);
}

/** Creates what is missing; what people changed is named and left as it is. */
export async function createInHubSpot(
  deps: PipelineDeps,
  _request: object,
  caller: Caller,
): Promise<HubSpotSetup> {
  const setup = await setUp(deps, false);
  const { created } = setup;
  if (created.length > 0) {
    const entry = { actor: actorOf(caller), action: 'hubspot.provisioned', subject: deps.portalId };
    await addAudit(deps.db, deps.portalId, { ...entry, detail: { created } });
  }
  return setup;
}

async function setUp(given: PipelineDeps, check: boolean): Promise<HubSpotSetup> {
  const { api, settings } = await withPortalSettings(given);
  const { created, updated, drift } = await provisionPortal(api, { ...settings, check });
  return {
    created: [...created, ...updated],
    drift: drift.map(({ name, problem, remedy }) => ({ name, problem, remedy })),
  };
}
