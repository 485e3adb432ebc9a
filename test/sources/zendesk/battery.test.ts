import { startZendesk, type ZendeskServer } from '../../../src/sandbox/zendesk/server.ts';
import { ticketsOf } from '../../../src/sandbox/world/tickets.ts';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { type ZendeskCredentials } from '../../../src/sources/zendesk/api.ts';
import { createZendeskSource } from '../../../src/sources/zendesk/index.ts';
import { startFaultyProxy } from '../../batteries/faulty-proxy.ts';
import { SINCE } from '../../batteries/pull.ts';
import { sourceBattery } from '../../batteries/source-battery.ts';

const world = createWorld({ seed: 3, profile: 'demo', companies: 40, days: 60, endDay: '2026-11-11' });
const NOW = new Date('2026-11-12T06:00:00Z');
const FIRST_USER = world.companies[0]?.contacts[0]?.id ?? '';
const recent = world.companies
  .filter(({ index }) => index % 3 !== 2)
  .flatMap((company) => ticketsOf(world, company))
  .filter(({ number, openedAt }) => openedAt > Date.parse(SINCE) && number % 40 !== 0);
const TICKET = String(recent[0]?.number);
const RATED = recent.find(({ rating }) => rating !== null)?.number ?? 0;
const LEGACY = String(9_000_000 + RATED);
const SURVEY = `01SANDBOX${String(RATED).padStart(17, '0')}`;

interface Case {
  readonly stream: string;
  /** A record, and how a field of it gets the wrong type on its way. */
  readonly bad: string;
  readonly field: RegExp;
  readonly oauth?: boolean;
  readonly csat?: 'legacy' | 'survey';
  readonly pageSize: number;
}

const CASES: Readonly<Record<string, Case>> = {
  organizations: {
    stream: 'organizations',
    bad: '360001000001',
    field: /(?<="id":360001000001,"name":)"[^"]*"/,
    pageSize: 10,
  },
  users: {
    stream: 'users',
    bad: FIRST_USER,
    field: new RegExp(`(?<="id":${FIRST_USER},"name":"[^"]*","email":)"[^"]*"`),
    pageSize: 100,
  },
  tickets: {
    stream: 'tickets',
    bad: TICKET,
    field: new RegExp(`(?<="id":${TICKET},"created_at":)"[^"]*"`),
    pageSize: 5,
  },
  'tickets by OAuth': {
    stream: 'tickets',
    bad: TICKET,
    field: new RegExp(`(?<="id":${TICKET},"created_at":)"[^"]*"`),
    pageSize: 5,
    oauth: true,
  },
  'legacy satisfaction': {
    stream: 'satisfaction',
    bad: LEGACY,
    field: new RegExp(`(?<="id":${LEGACY},.*?"score":)"[^"]*"`),
    csat: 'legacy',
    pageSize: 2,
  },
  'survey satisfaction': {
    stream: 'satisfaction',
    bad: SURVEY,
    field: new RegExp(`(?<="id":"${SURVEY}","responder_id":)\\d+`),
    csat: 'survey',
    pageSize: 2,
  },
};

function credentials({ oauth = false }: Case, server: ZendeskServer, right: boolean): ZendeskCredentials {
  const { email, apiToken, clientId, clientSecret } = server;
  if (oauth) return { clientId, clientSecret: right ? clientSecret : 'wrong' };
  return { email, apiToken: right ? apiToken : 'wrong' };
}

for (const [name, each] of Object.entries(CASES)) {
  const { stream, bad, field, oauth = false, csat, pageSize } = each;
  sourceBattery(`zendesk ${name}`, {
    stream,
    badRecord: bad,
    credentials: oauth
      ? 'ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET'
      : 'ZENDESK_EMAIL and ZENDESK_API_TOKEN',
    expiringTokens: oauth,
    async start(faults, sleep) {
      const server = await startZendesk({ world, csat, now: () => NOW, pageSize, exportsPerMinute: 1e6 });
      const proxy = await startFaultyProxy(server.baseUrl, faults, (body) => body.replace(field, '["x"]'));
      const source = (right: boolean) =>
        createZendeskSource(
          { baseUrl: proxy.baseUrl, credentials: credentials(each, server, right), sentiment: () => null },
          { sleep },
        );
      return {
        source: source(true),
        unauthorized: source(false),
        expireTokens: server.expireTokens,
        close: async () => {
          await proxy.close();
          await server.close();
        },
      };
    },
  });
}
