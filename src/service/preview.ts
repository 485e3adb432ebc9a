import { isReceipt } from '../model/breakdown-receipt.ts';
import { loadCompanies } from '../store/companies.ts';
import { loadBreakdownTexts } from '../store/health.ts';
import { type Db } from '../store/open.ts';
import { toAppError } from '../errors.ts';
import { runAction } from '../pipeline/actions/index.ts';
import { type PipelineDeps } from '../pipeline/deps.ts';

/** Who acts in the preview. */
const PREVIEW_USER = { author: 'preview@example.com' };

/** The actions of cards and pages, answered as the service would. */
export function previewActions(deps: PipelineDeps) {
  return {
    runAction: async (action: string, parameters: object): Promise<object> => {
      try {
        return await runAction(deps, action, parameters, PREVIEW_USER);
      } catch (thrown) {
        const error = toAppError(thrown);
        const { locale } = parameters as { readonly locale?: unknown };
        return { error: { code: error.code, message: error.textIn(locale === 'es' ? 'es' : 'en') } };
      }
    },
  };
}

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
      if (isReceipt(known['health_breakdown'] ?? '')) {
        const texts = await loadBreakdownTexts(db, portalId, [companyId]);
        known['health_breakdown'] = texts.get(companyId)?.text ?? null;
      }
      return Object.fromEntries(names.map((name) => [name, known[name] ?? null]));
    },
  };
}
