import { z } from 'zod';
import { LOCALES } from '../model/bands.ts';
import { CARD_ACTIONS } from '../model/card-actions.ts';
import { PORTAL_ACTIONS } from '../model/portal-actions.ts';
import { healthBreakdown } from '../model/breakdown.ts';
import { answerOf, cardAnswer } from './openapi-answers.ts';
import { workflowExecution } from './routes/workflow-actions.ts';

/** The description of our own HTTP interface, generated from the schemas that check it. */
export function openApiDocument(): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Pulso',
      version: '1',
      description: 'Customer health: what cards and other systems may ask.',
    },
    paths: {
      '/healthz': { get: plain('The process answers.') },
      '/readyz': {
        get: { ...plain('The database answers too.'), responses: answers({ '503': 'It does not.' }) },
      },
      '/api/companies/{companyId}/health': { get: companyHealth() },
      ...Object.fromEntries(
        Object.entries({ ...CARD_ACTIONS, ...PORTAL_ACTIONS }).map(([name, schema]) => [
          `/api/actions/${name}`,
          { post: action(name, schema) },
        ]),
      ),
      '/workflow-actions/recalculate': { post: recalculation() },
      '/oauth/install': { get: moved('Begins the installation in an account.', 'To the consent page.') },
      '/oauth/callback': { get: callback() },
      '/metrics': { get: metrics() },
      '/webhooks/{source}': { post: delivery(['source']) },
      '/webhooks/{source}/{portalId}': { post: delivery(['source', 'portalId']) },
    },
    components: {
      schemas: {
        HealthBreakdown: z.toJSONSchema(healthBreakdown, { io: 'output' }),
        CardAnswer: z.toJSONSchema(cardAnswer, { io: 'output' }),
        Error: ERROR,
      },
      securitySchemes: {
        hubspotSignature: {
          type: 'apiKey',
          in: 'header',
          name: 'X-HubSpot-Signature-v3',
          description:
            'HMAC of method, address, body and timestamp; requests older than five minutes are refused.',
        },
      },
    },
  };
}

const ERROR = z.toJSONSchema(
  z.object({ error: z.object({ code: z.string(), message: z.string(), requestId: z.uuid() }) }),
);

const locale = {
  name: 'locale',
  in: 'query',
  description: 'The language to say in what went wrong; without it that of Accept-Language, else English.',
  schema: { type: 'string', enum: LOCALES },
};
const portal = {
  name: 'portalId',
  in: 'query',
  description: 'HubSpot account.',
  schema: { type: 'string', pattern: '^\\d{1,20}$' },
};
const userEmail = {
  name: 'userEmail',
  in: 'query',
  description: 'Who asks, as HubSpot states it; the signature covers it.',
  schema: { type: 'string' },
};
const userId = {
  name: 'userId',
  in: 'query',
  description: "HubSpot's id of the same user, for the audit log.",
  schema: { type: 'string', pattern: '^\\d{1,20}$' },
};
const failure = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
});
const answers = (failures: Readonly<Record<string, string>>, schema?: object) => ({
  '200': { description: 'Done.', ...(schema && { content: { 'application/json': { schema } } }) },
  ...Object.fromEntries(Object.entries(failures).map(([status, text]) => [status, failure(text)])),
});
const plain = (summary: string) => ({ summary, responses: answers({}) });
const security = [{ hubspotSignature: [] }];
const REFUSALS = {
  '400': 'Something in the request is not valid; the message says what.',
  '401': 'No valid signature.',
  '404': 'The account is not connected, or there is no such company.',
  '429': 'Too many requests.',
};
/** What can go wrong where work is done, beside a request that is refused. */
const FAILURES = {
  ...REFUSALS,
  '403': 'HubSpot does not grant what the action needs.',
  '500': 'Something failed on our side, or is configured wrongly here.',
  '502': 'HubSpot or a source does not answer, or refuses; the message says whether to try again.',
  '503': 'The database does not answer, or the work was stopped; try again.',
};

function companyHealth(): object {
  const companyId = {
    name: 'companyId',
    in: 'path',
    required: true,
    schema: { type: 'string', pattern: '^\\d{1,20}$' },
  };
  return {
    summary: 'The health of a company with its reasons.',
    security,
    parameters: [companyId, portal, locale],
    responses: answers(REFUSALS, { $ref: '#/components/schemas/HealthBreakdown' }),
  };
}

function action(name: string, schema: z.ZodType): object {
  return {
    summary: name in CARD_ACTIONS ? `Card action ${name}.` : `Action ${name} of pages and settings.`,
    security,
    parameters: [portal, locale, userEmail, userId],
    requestBody: { content: { 'application/json': { schema: z.toJSONSchema(schema, { io: 'input' }) } } },
    responses: answers(FAILURES, answerOf(name)),
  };
}

function recalculation(): object {
  return {
    summary: 'The workflow action that scores the enrolled company again.',
    security,
    requestBody: {
      content: { 'application/json': { schema: z.toJSONSchema(workflowExecution, { io: 'input' }) } },
    },
    responses: answers(FAILURES),
  };
}

function moved(summary: string, description: string): object {
  return { summary, responses: { '302': { description } } };
}

function callback(): object {
  const parameters = ['code', 'state', 'error'].map((name) => ({
    name,
    in: 'query',
    schema: { type: 'string' },
  }));
  const refusals = {
    '400': REFUSALS['400'],
    '403': 'Begun elsewhere, too long ago, or with too few scopes.',
  };
  return {
    summary: 'Finishes the installation that this browser began.',
    parameters,
    responses: answers(refusals),
  };
}

function metrics(): object {
  const refusal = { '401': 'Neither this machine nor the token of the scraper.' };
  return { summary: 'Counts and times for Prometheus.', responses: answers(refusal) };
}

function delivery(names: readonly string[]): object {
  return {
    summary: 'A delivery of a source system; each system signs in its own way.',
    parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    requestBody: { content: { 'application/json': { schema: {} } } },
    responses: answers(
      { '400': REFUSALS['400'], '401': REFUSALS['401'], '404': 'No such source or account.' },
      z.toJSONSchema(z.object({ stored: z.number().int(), repeated: z.number().int() })),
    ),
  };
}
