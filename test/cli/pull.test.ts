import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { runCli } from '../../src/cli/index.ts';
import { type Runtime, type Services } from '../../src/cli/services.ts';
import { openStore, type Store } from '../../src/store/open.ts';

let store: Store;
let tempDir: string;
beforeAll(async () => {
  store = await openStore({ dataDir: null });
  tempDir = mkdtempSync(path.join(os.tmpdir(), 'pulso-pull-command-'));
});
afterAll(async () => {
  await store.close();
  rmSync(tempDir, { recursive: true, force: true });
});

const began: string[] = [];
const stream = (name: string) => ({
  name,
  cursor: z.object({ page: z.number() }),
  async *pull({ since }: { since: string }) {
    began.push(since);
    yield { cursor: { page: 1 }, read: 0 };
  },
});

async function pull(...args: string[]): Promise<{ code: number; notes: string[] }> {
  const silent = () => undefined;
  const runtime = {
    sources: [
      { meta: { id: 'stripe', title: 'Stripe' }, streams: [stream('customers'), stream('invoices')] },
    ],
    deps: {
      db: store.db,
      portalId: '1',
      clock: () => new Date('2026-11-12T12:00:00Z'),
      tempDir,
      log: { info: silent, warn: silent, error: silent },
      settings: { backfillDays: 30, customerStages: ['customer'] },
    },
    close: async () => undefined,
  } as unknown as Runtime;
  const notes: string[] = [];
  const services = { env: {}, openRuntime: async () => runtime } as unknown as Services;
  const code = await runCli(['pull', '--source', 'stripe', ...args], services, {
    json: silent,
    line: silent,
    note: (text) => void notes.push(text),
    isTerminal: false,
  });
  return { code, notes: notes.filter((note) => note.includes('--since')) };
}

test('a first day is for what was never read; where it does nothing, a note says so', async () => {
  expect(await pull('--since', '2026-09-01')).toEqual({ code: 0, notes: [] });
  expect(began).toEqual(['2026-09-01', '2026-09-01']);
  expect(await pull('--since', '2026-08-01')).toEqual({
    code: 0,
    notes: ['--since 2026-08-01: not for customers, invoices, read before and going on from there'],
  });
  expect(await pull()).toEqual({ code: 0, notes: [] });
});
