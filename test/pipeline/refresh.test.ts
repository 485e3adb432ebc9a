import os from 'node:os';
import { provision } from '../../src/hubspot/provision/index.ts';
import { type PipelineDeps } from '../../src/pipeline/deps.ts';
import { refreshNoted } from '../../src/pipeline/refresh.ts';
import { scorePortal } from '../../src/pipeline/score.ts';
import { loadActs } from '../../src/store/acts.ts';
import { saveCompanies } from '../../src/store/companies.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { addOverride } from '../../src/store/overrides.ts';
import { CRM_SOURCE, saveRecords } from '../../src/store/records.ts';
import { addRescores, loadRescores } from '../../src/store/rescore.ts';
import { crmCompany } from '../helpers/crm-company.ts';
import { createCompanies, type SandboxedApi, startSandbox } from '../hubspot/helpers/sandbox.ts';
import { bill, depsOf, SETTINGS, subscription } from './proof/judged-portal.ts';

const DAY = '2026-11-01';
const NOW = new Date(`${DAY}T10:00:00Z`);

let store: Store;
let sandbox: SandboxedApi;
let deps: PipelineDeps;
let noted: string;
let other: string;

beforeAll(async () => {
  store = await openStore({ dataDir: null });
  sandbox = await startSandbox({ now: () => NOW });
  await provision(sandbox.api);
  [noted = '', other = ''] = await createCompanies(sandbox, 2);
  // Bills are little of the model; with this they suffice for a full score.
  const modelChanges = { changes: { minimumCoverage: 0.05 }, revision: 1 };
  deps = {
    ...depsOf(store, () => NOW),
    api: sandbox.api,
    tempDir: os.tmpdir(),
    settings: { ...SETTINGS, modelChanges },
  };
  const { db, portalId } = deps;
  await saveCompanies(db, portalId, [crmCompany(noted), crmCompany(other)]);
  await saveRecords(
    db,
    portalId,
    CRM_SOURCE,
    [noted, other].flatMap((id) => [subscription(id, null), bill(id, '2026-10-01', 100)]),
  );
  await scorePortal(deps, { asOf: DAY });
});
afterAll(async () => {
  await store.close();
  await sandbox.portal.close();
});

test('what fell between two runs gets its task at once; whom nothing happened to waits', async () => {
  const { db, portalId } = deps;
  const expiresAt = '2026-11-20';
  const replaced = { band: 'green', previous: null, changedAt: '2026-10-01' };
  const override = { band: 'red', reason: 'They said so.', author: 'ana', since: DAY, expiresAt, replaced };
  for (const companyId of [noted, other]) {
    await addOverride(db, portalId, { companyId, id: companyId, override, createdAt: NOW.toISOString() });
  }
  await scorePortal(deps, { asOf: DAY, companyIds: [other] });
  await addRescores(db, portalId, [noted], NOW.toISOString());
  const { signal } = new AbortController();
  expect(await refreshNoted(deps, signal)).toMatchObject({ companies: 1, tasksCreated: 1 });
  expect(await loadRescores(db, portalId)).toEqual([]);
  const acts = await loadActs(db, portalId, [noted, other]);
  expect(acts.get(noted)).toMatchObject([{ key: `${portalId}:${noted}:green>red@${DAY}`, deleted: false }]);
  expect(acts.get(other)).toBeUndefined();
});
