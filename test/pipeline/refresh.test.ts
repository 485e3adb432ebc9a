import os from 'node:os';
import { z } from 'zod';
import { AppError, type ErrorCode } from '../../src/errors.ts';
import { provision } from '../../src/hubspot/provision/index.ts';
import { type Source, type Stream } from '../../src/model/source.ts';
import { type PipelineDeps } from '../../src/pipeline/deps.ts';
import { refreshNoted } from '../../src/pipeline/refresh.ts';
import { scorePortal } from '../../src/pipeline/score.ts';
import { loadActs } from '../../src/store/acts.ts';
import { saveCompanies } from '../../src/store/companies.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { addOverride } from '../../src/store/overrides.ts';
import { CRM_SOURCE, saveRecords } from '../../src/store/records.ts';
import { addRescores, clearRescores, loadRescores } from '../../src/store/rescore.ts';
import { crmCompany } from '../helpers/crm-company.ts';
import { createCompanies, type SandboxedApi, startSandbox } from '../hubspot/helpers/sandbox.ts';
import { bill, depsOf, SETTINGS, subscription } from './proof/judged-portal.ts';

const DAY = '2026-11-01';
const NOW = new Date(`${DAY}T10:00:00Z`);
const minutesLater = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

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

describe('what a source does not show yet is looked at again', () => {
  const { signal } = new AbortController();

  /** A source that does in its pull what `pull` does. */
  function source(pull: Stream['pull'], lagSeconds?: number): Source {
    const meta = { id: 'desk', title: 'Desk', feeds: [], credentials: [], scopes: [], limits: '', docs: '' };
    return {
      meta: { ...meta, ...(lagSeconds === undefined ? {} : { lagSeconds }) },
      streams: [{ name: 'tickets', cursor: z.object({}), pull }],
    };
  }
  const nothing: Stream['pull'] = async function* () {
    // No page.
  };
  const failing = (code: ErrorCode): Stream['pull'] =>
    // eslint-disable-next-line require-yield -- it fails before its first page
    async function* () {
      throw new AppError(code, 'no answer');
    };

  /** Notes the company now and refreshes `minutes` later; how many are late and how many still noted. */
  async function after(minutes: number, from: Source, readMs?: number) {
    const { db, portalId } = deps;
    await addRescores(db, portalId, [noted], NOW.toISOString());
    const clock = () => minutesLater(minutes);
    const { late } = await refreshNoted({ ...deps, sources: [from], clock }, signal, readMs);
    const left = await loadRescores(db, portalId);
    await clearRescores(db, portalId, left);
    expect(left).toHaveLength(late);
    return late;
  }

  test('until the time is over after which it shows what it announced', async () => {
    expect(await after(1, source(nothing, 90))).toBe(1);
    expect(await after(2, source(nothing, 90))).toBe(0);
    expect(await after(0, source(nothing))).toBe(0);
  });

  test('where it cannot be read now, for an hour; where nothing but its settings can help, not at all', async () => {
    expect(await after(59, source(failing('upstream-unavailable')))).toBe(1);
    expect(await after(61, source(failing('upstream-unavailable')))).toBe(0);
    expect(await after(1, source(failing('unauthorized')))).toBe(0);
  });

  test('reading ends when its time is over, and what was scored is published all the same', async () => {
    const endless: Stream['pull'] = async function* () {
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        yield { cursor: {}, read: 0 };
      }
    };
    expect(await after(1, source(endless), 200)).toBe(1);
  });
});
