import { startSalesforce } from '../../../src/sandbox/salesforce/server.ts';
import { salesforceId } from '../../../src/sandbox/salesforce/ids.ts';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { createSalesforceSource } from '../../../src/sources/salesforce/index.ts';
import { startFaultyProxy } from '../../batteries/faulty-proxy.ts';
import { sourceBattery } from '../../batteries/source-battery.ts';

const world = createWorld({ seed: 3, profile: 'demo', companies: 6, days: 60, endDay: '2026-11-11' });
const POLLS = new Set([500, 1_000, 2_000]);
const bad = salesforceId('Contact', world.companies[1]?.contacts[0]?.id ?? '');

for (const bulkAbove of [2_000, 0]) {
  sourceBattery(bulkAbove === 0 ? 'salesforce in bulk' : 'salesforce', {
    stream: 'contacts',
    badRecord: bad,
    expiringTokens: true,
    credentials: 'SALESFORCE_CLIENT_ID',
    async start(faults, sleep) {
      const server = await startSalesforce({ world, pageSize: 20 });
      const proxy = await startFaultyProxy(server.baseUrl, faults, (body) =>
        body
          .replace(new RegExp(`("Id":"${bad}","AccountId":)"\\w+"`), '$17')
          .replace(`"${bad}","0`, `"${bad}","not an id 0`),
      );
      const { clientId, clientSecret } = server;
      // Waiting for a job is no repetition.
      const notPolling = async (ms: number) => (POLLS.has(ms) ? undefined : sleep(ms));
      const access = { baseUrl: proxy.baseUrl, clientId, clientSecret, bulkAbove };
      return {
        source: createSalesforceSource(access, { sleep: notPolling }),
        unauthorized: createSalesforceSource({ ...access, clientSecret: 'wrong' }, { sleep }),
        expireTokens: () => server.expireTokens(),
        close: async () => {
          await proxy.close();
          await server.close();
        },
      };
    },
  });
}
