import { interactive } from '../../../src/hubspot/client/index.ts';
import { createTasks } from '../../../src/hubspot/tasks/index.ts';
import { writeBack } from '../../../src/hubspot/write-back/index.ts';
import { type HubSpotApi } from '../../../src/model/hubspot-api.ts';

test('what somebody waits for is interactive down to the last call, also where batch work is done', async () => {
  const priorities: unknown[] = [];
  const api: HubSpotApi = {
    request: async ({ priority, schema }) => {
      priorities.push(priority);
      return schema.parse({ results: [] });
    },
  };
  await writeBack(interactive(api), [{ companyId: '1', properties: { health_band: 'red' } }]);
  const task = { key: 'k', companyId: '1', subject: '', body: '', dueAt: '', ownerId: null };
  await createTasks(interactive(api), [{ ...task, priority: 'LOW' }]);
  expect(priorities.length).toBeGreaterThan(2);
  expect(new Set(priorities)).toEqual(new Set(['interactive']));
});
