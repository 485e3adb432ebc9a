import { startIntercom } from '../../../src/sandbox/intercom/server.ts';
import { helpDeskOf, ticketsOf } from '../../../src/sandbox/world/tickets.ts';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { createIntercomSource } from '../../../src/sources/intercom/index.ts';
import { startFaultyProxy } from '../../batteries/faulty-proxy.ts';
import { sourceBattery } from '../../batteries/source-battery.ts';

const world = createWorld({ seed: 3, profile: 'demo', companies: 90, days: 40, endDay: '2026-11-11' });
const NOW = new Date('2026-11-12T12:30:00Z');
const recent = world.companies
  .filter((company) => helpDeskOf(company) === 'intercom')
  .flatMap((company) => ticketsOf(world, company))
  .find(({ openedAt }) => openedAt > Date.parse('2026-11-03'));
const CONVERSATION = String(2_000_000 + (recent?.number ?? 0));
const COMPANY = '66f1a0b2c3d4e5f600000002';

const BAD = {
  companies: { id: COMPANY, field: new RegExp(`(?<="id":"${COMPANY}",.*?"name":)"[^"]*"`) },
  conversations: { id: CONVERSATION, field: new RegExp(`(?<="id":"${CONVERSATION}",.*?"created_at":)\\d+`) },
};

for (const [stream, bad] of Object.entries(BAD)) {
  sourceBattery(`intercom ${stream}`, {
    stream,
    badRecord: bad.id,
    credentials: 'INTERCOM_ACCESS_TOKEN',
    async start(faults, sleep) {
      const server = await startIntercom({ world, now: () => NOW, pageSize: 10 });
      const proxy = await startFaultyProxy(server.baseUrl, faults, (body) =>
        body.replace(bad.field, '["x"]'),
      );
      const access = { baseUrl: proxy.baseUrl, accessToken: server.accessToken, sentiment: () => null };
      return {
        source: createIntercomSource(access, { sleep }),
        unauthorized: createIntercomSource({ ...access, accessToken: 'wrong' }, { sleep }),
        close: async () => {
          await proxy.close();
          await server.close();
        },
      };
    },
  });
}
