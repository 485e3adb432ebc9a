import { ensureBandLists } from '../hubspot/lists/index.ts';
import { provision } from '../hubspot/provision/index.ts';
import { type Locale } from '../model/bands.ts';
import { type HubSpotApi } from '../model/hubspot-api.ts';

export interface ProvisionReport {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly drift: readonly { readonly name: string; readonly problem: string; readonly remedy: string }[];
}

/** Properties, their group and one list per band; `check` changes nothing and only reports. */
export async function provisionPortal(
  api: HubSpotApi,
  options: { readonly check: boolean; readonly locale?: Locale },
): Promise<ProvisionReport> {
  const { created, updated, drift } = await provision(api, { check: options.check });
  if (options.check) return { created, updated, drift };
  const lists = await ensureBandLists(api, options.locale);
  return {
    created: [...created, ...lists.filter((each) => each.created).map((each) => `list ${each.name}`)],
    updated,
    drift: [
      ...drift,
      ...lists
        .filter((each) => each.edited)
        .map((each) => ({
          name: `list ${each.name}`,
          problem: 'its filters were changed by hand.',
          remedy: 'Keep it that way, or delete the list in HubSpot and provision again.',
        })),
    ],
  };
}
