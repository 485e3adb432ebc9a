import { runCli } from '../../src/cli/index.ts';
import { type Output } from '../../src/cli/output.ts';
import { type Runtime, type Services } from '../../src/cli/services.ts';
import { saveAccounts } from '../../src/store/accounts.ts';
import { saveCompanies } from '../../src/store/companies.ts';
import { commitPage } from '../../src/store/pages.ts';
import { saveSourceState } from '../../src/store/source-states.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { crmCompany } from '../helpers/crm-company.ts';
import { say } from '../../src/model/messages/message.ts';

let store: Store;

beforeAll(async () => {
  store = await openStore({ dataDir: null });
  await saveCompanies(store.db, '1', [crmCompany('31', { name: 'Acme Robotics', domains: ['acme.com'] })]);
  const bare = { domains: [], emails: [], hubspotCompanyId: null };
  await saveAccounts(store.db, '1', 'stripe', [{ ...bare, externalId: 'cus_1', name: 'ACME Robotic' }]);
});
afterAll(() => store.close());

async function run(...args: string[]) {
  const seen = { json: [] as unknown[], lines: [] as string[], notes: [] as string[] };
  const runtime = {
    deps: {
      db: store.db,
      portalId: '1',
      sources: [{ meta: { id: 'stripe', feeds: ['payment-behaviour'] }, streams: [] }],
      clock: () => new Date('2026-11-12T12:00:00Z'),
    },
    close: async () => undefined,
  } as unknown as Runtime;
  const services = { env: {}, openRuntime: async () => runtime } as unknown as Services;
  const output: Output = {
    json: (value) => void seen.json.push(value),
    line: (text = '') => void seen.lines.push(text),
    note: (text) => void seen.notes.push(text),
    isTerminal: false,
  };
  return { code: await runCli(['accounts', ...args], services, output), ...seen };
}

test('what waits is listed, confirmed, taken back, rejected', async () => {
  const { code, lines } = await run('list');
  expect(code).toBe(0);
  expect(lines.join('\n')).toMatch(/stripe\s+cus_1\s+ACME Robotic\s+unmatched.*\[31 Acme Robotics \d+ %\]/);
  expect((await run('confirm', 'stripe', 'cus_1', '31')).code).toBe(0);
  expect((await run('list')).lines).toEqual(['Nothing waits for a decision.']);
  expect((await run('list', '--all', '--json')).json).toEqual([
    { accounts: [expect.objectContaining({ externalId: 'cus_1', state: 'confirmed', companyId: '31' })] },
  ]);
  expect((await run('reset', 'stripe', 'cus_1')).code).toBe(0);
  expect((await run('reject', 'stripe', 'cus_1')).code).toBe(0);
  expect((await run('list', '--all', '--json')).json).toEqual([
    { accounts: [expect.objectContaining({ state: 'rejected', companyId: null })] },
  ]);
});

test('the quality of a source: what is not measured yet is not made up, what is measured follows the store', async () => {
  const unknown = { access: null, accuracy: null, currency: null, impact: null, integration: null };
  expect((await run('quality', '--json')).json).toEqual([{ sources: { stripe: unknown } }]);
  await saveSourceState(store.db, '1', 'stripe', {
    status: 'ok',
    fetchedAt: '2026-11-12T06:00:00.000Z',
    reason: null,
  });
  await commitPage(store.db, '1', 'stripe', 'customers', {
    cursor: {},
    read: 40,
    quarantined: [{ stream: 'customers', recordId: 'cus_9', reason: say('zuora.account') }],
  });
  expect((await run('quality', '--json')).json).toEqual([
    // No company has a score yet, so that there is nothing to have an impact on.
    { sources: { stripe: { ...unknown, access: true, accuracy: 0.975, currency: 6 } } },
  ]);
  expect((await run('quality')).lines.join('\n')).toMatch(/stripe\s+yes\s+97\.5 %\s+6\.0\s+–\s+–/);
});

test('what cannot be is refused with 2 and a reason', async () => {
  expect(await run('confirm', 'stripe', 'cus_9', '31')).toMatchObject({
    code: 2,
    notes: [expect.stringContaining('cus_9') as string],
  });
  expect(await run('alias', 'gmail.com', '31')).toMatchObject({
    code: 2,
    notes: [expect.stringContaining('free-mail') as string],
  });
  expect((await run('confirm', 'stripe')).code).toBe(2);
});
