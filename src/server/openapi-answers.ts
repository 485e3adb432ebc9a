import { z } from 'zod';
import { healthBreakdown } from '../model/breakdown.ts';
import { CARD_ACTIONS, type CardAnswer } from '../model/card-actions.ts';
import { localised } from '../model/fields.ts';
import { kpiView } from '../model/kpi-view.ts';
import { type PortalAction } from '../model/portal-actions.ts';

/** What the actions answer, as schemas for the description of our HTTP interface. */

/** What every card action answers. */
export const cardAnswer = z.object({
  companyId: z.string(),
  score: z.number().nullable(),
  band: z.string().nullable(),
  alert: z.string().nullable(),
  scoredAt: z.string().nullable(),
  breakdown: healthBreakdown.nullable(),
  done: z
    .object({
      tasksCreated: z.number().int().optional(),
      tasksExisting: z.number().int().optional(),
      incomplete: z.array(z.object({ source: z.string(), reason: localised })).optional(),
    })
    .optional(),
}) satisfies z.ZodType<CardAnswer>;

/** Only our own pages read these; of those without a schema it is said what they are. */
const PORTAL_ANSWERS: Readonly<Record<PortalAction, string | z.ZodType>> = {
  readPortfolio: 'The figures of the portfolio, whom to see this week, and the sources.',
  readCompanies: 'The companies asked for, how many fit the filters, and how many there are.',
  readSettings: 'All versions of the settings, and what can be chosen.',
  previewSettings: 'What the change would do, company by company.',
  saveSettings: 'The new version of the settings.',
  confirmAccount: z.object({ confirmed: z.literal(true) }),
  checkHubSpot: z.object({ created: z.array(z.string()), drift: z.array(drift()) }),
  createInHubSpot: z.object({ created: z.array(z.string()), drift: z.array(drift()) }),
  readProof: 'The latest check of the score against what happened, and the versions of the model.',
  readKpis: kpiView,
  previewProposal: 'What the proposed weights would do, company by company.',
  publishProposal: 'The new version of the settings.',
  rollBackModel: 'The new version of the settings.',
};

function drift() {
  return z.object({ name: z.string(), problem: localised, remedy: localised });
}

/** The schema of what an action answers. */
export function answerOf(action: string): object {
  if (action in CARD_ACTIONS) return { $ref: '#/components/schemas/CardAnswer' };
  const answer = PORTAL_ANSWERS[action as PortalAction];
  return typeof answer === 'string'
    ? { type: 'object', description: answer }
    : z.toJSONSchema(answer, { io: 'output' });
}
