import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RunningPortal, startPortal } from '../../../src/sandbox/portal/index.ts';
import { callPortal } from './helpers/portal.ts';
import { tinyWorld } from './helpers/world.ts';

const COMPANIES = '/crm/objects/2026-09/companies';
/** A first start makes the embedded database, which takes its time on a busy machine. */
const PATIENCE_MS = 180_000;

describe('a portal on disk', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'portal-'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  const open = (world = tinyWorld()) => startPortal({ dataDir, world, searchPerSecond: null });

  test(
    'finds everything again, and is seeded only once',
    async () => {
      const first = await open();
      const call = (portal: RunningPortal, method: string, at: string, body?: unknown) =>
        callPortal(portal, method, at, body);
      const property = { label: 'Key', groupName: 'task', type: 'string', fieldType: 'text' };
      await call(first, 'POST', '/crm/v3/properties/tasks', {
        ...property,
        name: 'task_key',
        hasUniqueValue: true,
      });
      const input = { id: 'k1', idProperty: 'task_key', properties: { hs_timestamp: '2026-11-05' } };
      await call(first, 'POST', '/crm/v3/objects/tasks/batch/upsert', { inputs: [input] });
      await call(first, 'PATCH', `${COMPANIES}/31000000001`, { properties: { city: 'Porto' } });
      await call(first, 'DELETE', `${COMPANIES}/31000000003`);
      const at = `/crm/objects/2026-09/contacts/52000001000/associations/default/companies/31000000002`;
      await call(first, 'PUT', at);
      const list = await call(first, 'POST', '/crm/v3/lists', {
        name: 'Hand',
        objectTypeId: '0-2',
        processingType: 'MANUAL',
      });
      const { listId } = (list.body as { list: { listId: string } }).list;
      await call(first, 'PUT', `/crm/v3/lists/${listId}/memberships/add`, ['31000000001']);
      await first.close();

      const second = await open();
      const company = await call(second, 'GET', `${COMPANIES}/31000000001?properties=city,arr`);
      expect((company.body as { properties: object }).properties).toMatchObject({
        city: 'Porto',
        arr: '6000',
      });
      expect((await call(second, 'GET', `${COMPANIES}/31000000003`)).status).toBe(404);
      const again = await call(second, 'POST', '/crm/v3/objects/tasks/batch/upsert', { inputs: [input] });
      expect(again.body).toMatchObject({ results: [{ new: false }] });
      const ties = await call(
        second,
        'GET',
        '/crm/objects/2026-09/contacts/52000001000/associations/companies',
      );
      expect(ties.body).toMatchObject({
        results: [{ toObjectId: '31000000001' }, { toObjectId: '31000000002' }],
      });
      const members = await call(second, 'GET', `/crm/v3/lists/${listId}/memberships`);
      expect(members.body).toMatchObject({ results: [{ recordId: '31000000001' }] });
      expect(second.stats().records).toMatchObject({
        companies: 2,
        contacts: 6,
        deals: 3,
        meetings: 3,
        tasks: 1,
      });
      await expect(open()).rejects.toMatchObject({ code: 'store-locked' });
      await second.close();
    },
    PATIENCE_MS,
  );

  async function spawnPortal(): Promise<{ child: ChildProcess; portal: RunningPortal }> {
    const script = path.join(import.meta.dirname, 'helpers/killed-portal.ts');
    const child = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, portal: JSON.parse(line.toString()) as RunningPortal };
  }

  test(
    'loses nothing it acknowledged when it is killed',
    async () => {
      const acknowledged: string[] = [];
      for (let round = 0; round < 2; round++) {
        const { child, portal } = await spawnPortal();
        const writes = Array.from({ length: 20 }, async (_, index) => {
          const body = { properties: { name: `Killed ${round}-${index}` } };
          const answer = await callPortal(portal, 'POST', COMPANIES, body);
          acknowledged.push((answer.body as { id: string }).id);
          // The tenth answer ends the process while others are still on their way.
          if (acknowledged.length === 20 * round + 10) child.kill('SIGKILL');
        });
        await Promise.allSettled(writes);
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      }
      const survivor = await open();
      const inputs = acknowledged.map((id) => ({ id }));
      const read = await callPortal(survivor, 'POST', `${COMPANIES}/batch/read`, { inputs });
      expect(read.status).toBe(200);
      expect((read.body as { results: unknown[] }).results).toHaveLength(acknowledged.length);
      expect(acknowledged.length).toBeGreaterThanOrEqual(20);
      await survivor.close();
    },
    PATIENCE_MS,
  );
});
