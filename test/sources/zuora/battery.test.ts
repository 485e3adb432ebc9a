import { startZuora } from '../../../src/sandbox/zuora/server.ts';
import { zuoraId } from '../../../src/sandbox/zuora/tenant.ts';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { createZuoraSource } from '../../../src/sources/zuora/index.ts';
import { startFaultyProxy } from '../../batteries/faulty-proxy.ts';
import { sourceBattery } from '../../batteries/source-battery.ts';

const world = createWorld({ seed: 3, profile: 'demo', companies: 6, days: 60, endDay: '2026-11-11' });
const bad = zuoraId('contact', world.companies[1]?.accountId ?? '');

sourceBattery('zuora', {
  stream: 'contacts',
  badRecord: bad,
  expiringTokens: true,
  credentials: 'ZUORA_CLIENT_ID',
  async start(faults, sleep) {
    const server = await startZuora({ world, pageSize: 2, billed: () => true });
    const proxy = await startFaultyProxy(server.baseUrl, faults, (body) =>
      body.replace(new RegExp(`("Id":"${bad}","AccountId":)"\\w+"`), '$17'),
    );
    const access = { baseUrl: proxy.baseUrl, clientId: server.clientId, clientSecret: server.clientSecret };
    return {
      source: createZuoraSource(access, { sleep }),
      unauthorized: createZuoraSource({ ...access, clientSecret: 'wrong' }, { sleep }),
      expireTokens: () => server.expireTokens(),
      close: async () => {
        await proxy.close();
        await server.close();
      },
    };
  },
});
