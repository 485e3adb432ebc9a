import { runCli } from '../../src/cli/index.ts';
import { type Runtime, type Services } from '../../src/cli/services.ts';
import { type KpiView } from '../../src/model/kpi-view.ts';
import { type PipelineDeps } from '../../src/pipeline/deps.ts';
import { saveCompanies } from '../../src/store/companies.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { crmCompany } from '../helpers/crm-company.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore({ dataDir: null });
  await saveCompanies(store.db, '1', [
    crmCompany('31', { segment: 'smb' }),
    crmCompany('32', { segment: 'enterprise' }),
  ]);
});
afterAll(() => store.close());

async function kpis(...args: string[]) {
  const silent = () => undefined;
  const deps = {
    db: store.db,
    portalId: '1',
    sources: [],
    clock: () => new Date('2026-11-12T12:00:00Z'),
    log: { info: silent, warn: silent, error: silent },
    settings: {
      locale: 'en',
      modelId: 'three-dimension',
      customerStages: ['customer'],
      managerOwnerId: null,
      backfillDays: 30,
    },
  } as unknown as PipelineDeps;
  const runtime = { deps, close: async () => undefined } as unknown as Runtime;
  const seen = { json: [] as unknown[], lines: [] as string[], notes: [] as string[] };
  const code = await runCli(
    ['kpis', ...args],
    { env: {}, openRuntime: async () => runtime } as unknown as Services,
    {
      json: (value) => void seen.json.push(value),
      line: (text = '') => void seen.lines.push(text),
      note: (text) => void seen.notes.push(text),
      isTerminal: false,
    },
  );
  return { code, ...seen };
}

test('a segment is the only one in the document', async () => {
  const { code, json } = await kpis('--segment', 'smb', '--json');
  expect(code).toBe(0);
  const { periods } = json[0] as KpiView;
  expect(new Set(periods.flatMap(({ segments }) => segments.map(({ segment }) => segment)))).toEqual(
    new Set(['smb']),
  );
});

test.each([['--json'], []])(
  'a segment that is none is refused, naming those there are (%s)',
  async (...flags) => {
    expect(await kpis('--segment', 'typo', ...flags)).toEqual({
      code: 2,
      json: [],
      lines: [],
      notes: [expect.stringMatching(/--segment typo.* Segments: enterprise, smb$/) as string],
    });
  },
);
