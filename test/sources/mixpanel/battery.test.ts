import { startMixpanel } from '../../../src/sandbox/mixpanel/server.ts';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { createMixpanelSource } from '../../../src/sources/mixpanel/index.ts';
import { startFaultyProxy } from '../../batteries/faulty-proxy.ts';
import { NOW } from '../../batteries/pull.ts';
import { sourceBattery } from '../../batteries/source-battery.ts';

const world = createWorld({ seed: 3, profile: 'demo', companies: 4, days: 20, endDay: '2026-11-11' });

const BAD = {
  events: {
    id: 'bad-1',
    damage: (body: string) => `{"event":["x"],"properties":{"$insert_id":"bad-1"}}\n${body}`,
  },
  groups: {
    id: 'acct_0001',
    damage: (body: string) => body.replace(/("acct_0001","\$properties"):\{.*?\}/, '$1:"none"'),
  },
};

for (const [stream, bad] of Object.entries(BAD)) {
  sourceBattery(`mixpanel ${stream}`, {
    stream,
    badRecord: bad.id,
    credentials: 'MIXPANEL_SERVICE_ACCOUNT, MIXPANEL_SECRET and MIXPANEL_PROJECT_ID',
    emptyIsValid: stream === 'events',
    async start(faults, sleep) {
      const server = await startMixpanel({
        world,
        covers: () => true,
        now: () => NOW,
        pageSize: 2,
        exportsPerHour: 1e6,
      });
      const proxy = await startFaultyProxy(server.baseUrl, faults, bad.damage);
      const { serviceAccount, secret, projectId, dataGroupId } = server;
      const access = { baseUrl: proxy.baseUrl, serviceAccount, secret, projectId, dataGroupId };
      return {
        source: createMixpanelSource(access, { sleep }),
        unauthorized: createMixpanelSource({ ...access, secret: 'wrong' }, { sleep }),
        close: async () => {
          await proxy.close();
          await server.close();
        },
      };
    },
  });
}
