import { type z } from 'zod';
import { AppError } from '../../errors.ts';
import { issuesMessage } from '../../model/messages/issue.ts';
import { say } from '../../model/messages/message.ts';
import { interactive } from '../../hubspot/client/index.ts';
import { CARD_ACTIONS, type CardAction, type CardRequest } from '../../model/card-actions.ts';
import { PORTAL_ACTIONS, type PortalAction, type PortalRequest } from '../../model/portal-actions.ts';
import { type PipelineDeps } from '../deps.ts';
import { answerOf, type Caller, storedHealth } from './action.ts';
import { readKpis } from '../proof/kpis.ts';
import { checkHubSpot, createInHubSpot } from './hubspot-setup.ts';
import { logPulse } from './log-pulse.ts';
import { previewSettings } from './preview-settings.ts';
import { readCompanies } from './read-companies.ts';
import { readPortfolio } from './read-portfolio.ts';
import { previewProposal, publishProposal, readProof, rollBackModel } from './proof.ts';
import { refreshHealth } from './refresh-health.ts';
import { setOverride } from './set-override.ts';
import { confirmAccount, readSettings, saveSettings } from './settings.ts';
import { startPlaybook } from './start-playbook.ts';

export { type Caller } from './action.ts';

type Run<Request> = (deps: PipelineDeps, request: Request, caller: Caller) => Promise<object>;

const CARD_RUNS: { readonly [Name in CardAction]: Run<CardRequest<Name>> } = {
  getHealth: async (deps, { companyId }) => answerOf(await storedHealth(deps, companyId)),
  refreshHealth,
  logPulse,
  startPlaybook,
  setOverride,
};

const PORTAL_RUNS: { readonly [Name in PortalAction]: Run<PortalRequest<Name>> } = {
  readPortfolio,
  readCompanies,
  readSettings,
  previewSettings,
  saveSettings,
  confirmAccount,
  checkHubSpot,
  createInHubSpot,
  readProof,
  readKpis,
  previewProposal,
  publishProposal,
  rollBackModel,
};

/** Requests are checked by the schema of their action before they get to its run. */
const REQUESTS: Readonly<Record<string, z.ZodType>> = { ...CARD_ACTIONS, ...PORTAL_ACTIONS };
const RUNS: Readonly<Record<string, Run<never>>> = { ...CARD_RUNS, ...PORTAL_RUNS };

/**
 * Does what a card, a page or the settings ask for (`model/card-actions.ts`, `model/portal-actions.ts`).
 * @throws AppError `input-invalid` for parameters that do not fit, `not-found` for an action or a company unknown.
 */
export async function runAction(
  deps: PipelineDeps,
  name: string,
  parameters: unknown,
  caller: Caller,
): Promise<object> {
  const request = Object.hasOwn(REQUESTS, name) ? REQUESTS[name] : undefined;
  const run = RUNS[name];
  if (request === undefined || run === undefined) {
    throw new AppError('not-found', say('action.unknown', { name }));
  }
  const parsed = request.safeParse(parameters);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new AppError('input-invalid', issuesMessage(parsed.error.issues), { details: { problems } });
  }
  // Somebody is waiting for the answer.
  return run({ ...deps, api: interactive(deps.api) }, parsed.data as never, caller);
}
