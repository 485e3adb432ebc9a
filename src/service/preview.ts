import { loadCompanies } from '../store/companies.ts';
import { type Db } from '../store/open.ts';

/** The companies of a portal as the preview of the card shows them. */
export function previewCompanies({ db, portalId }: { readonly db: Db; readonly portalId: string }) {
  const companies = () => loadCompanies(db, portalId);
  return {
    getCompanies: async () =>
      (await companies()).map((each) => ({ id: each.companyId, name: each.name ?? each.companyId })),
    getProperties: async (companyId: string, names: readonly string[]) => {
      const company = (await companies()).find((each) => each.companyId === companyId);
      const known: Record<string, string | null> = {
        ...company?.healthProperties,
        name: company?.name ?? null,
        domain: company?.domains[0] ?? null,
        lifecyclestage: company?.lifecycleStage ?? null,
        hubspot_owner_id: company?.ownerId ?? null,
      };
      return Object.fromEntries(names.map((name) => [name, known[name] ?? null]));
    },
  };
}
