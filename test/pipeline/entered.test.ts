import { storeEntered, withEntered } from '../../src/pipeline/entered.ts';
import { NO_ENTRIES } from '../../src/pipeline/people-entries.ts';
import { type BandOverride } from '../../src/scoring/bands/index.ts';
import { loadAudit } from '../../src/store/audit.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { loadOverrides } from '../../src/store/overrides.ts';

const PORTAL = '1';
const COMPANY = '11';

let store: Store;
beforeAll(async () => {
  store = await openStore({ dataDir: null });
});
afterAll(() => store.close());

const pulse = {
  companyId: COMPANY,
  id: 'pulse-1',
  score: 2,
  reason: 'Ana says they compare offers',
  author: 'ana@example.com',
  at: '2026-11-01T09:00:00.000Z',
};
const override: BandOverride = {
  band: 'green',
  reason: 'Ana says the contract is signed',
  author: 'ana@example.com',
  since: '2026-11-01',
  expiresAt: '2026-12-01',
  replaced: { band: 'red', previous: null, changedAt: null },
};
const set = { companyId: COMPANY, id: 'override-1', override, createdAt: '2026-11-01T10:00:00.000Z' };
const ended = {
  ...set,
  id: 'override-2',
  override: { ...override, expiresAt: '2026-11-02' },
  createdAt: '2026-11-03T10:00:00.000Z',
};

async function audit() {
  const entries = await loadAudit(store.db, PORTAL);
  return entries.map(({ actor, action, subject, detail }) => ({ actor, action, subject, detail }));
}

test('what is taken over from HubSpot stands in the audit log once, without name or words of a person', async () => {
  const entered = { pulses: [pulse], overrides: [set, ended] };
  await storeEntered(store.db, PORTAL, entered);
  await storeEntered(store.db, PORTAL, entered);
  const entry = (action: string, detail: object) => ({
    actor: 'user',
    action,
    subject: COMPANY,
    detail: { ...detail, through: 'HubSpot' },
  });
  const found = await audit();
  expect(found).toHaveLength(3);
  expect(found).toEqual(
    expect.arrayContaining([
      entry('pulse.logged', { id: 'pulse-1', score: 2, enteredAt: pulse.at }),
      entry('override.set', { id: 'override-1', band: 'green', enteredAt: set.createdAt }),
      entry('override.ended', { id: 'override-2', band: null, enteredAt: ended.createdAt }),
    ]),
  );
  expect(JSON.stringify(found)).not.toMatch(/ana/i);
});

test('what the store has already is no change, and nothing leaves no line', async () => {
  const before = await audit();
  await storeEntered(store.db, PORTAL, { pulses: [{ ...pulse, score: 5 }], overrides: [] });
  await storeEntered(store.db, PORTAL, { pulses: [], overrides: [] });
  expect(await audit()).toEqual(before);
});

test('a taking over that fails leaves neither the entry nor its line', async () => {
  const before = await audit();
  const taking = store.db.transaction().execute(async (transaction) => {
    const late = { ...set, id: 'override-3' };
    await storeEntered(transaction, PORTAL, { pulses: [], overrides: [late] });
    throw new Error('in the middle');
  });
  await expect(taking).rejects.toThrow('in the middle');
  expect(await audit()).toEqual(before);
  const overrides = (await loadOverrides(store.db, PORTAL, [COMPANY])).get(COMPANY) ?? [];
  expect(overrides.map(({ id }) => id)).toEqual(['override-1', 'override-2']);
});

describe('the override that holds is the one set last, wherever it was set', () => {
  const known = { ...NO_ENTRIES, override: ended.override, overrideSetAt: ended.createdAt };

  test('an older one from HubSpot does not replace it', () => {
    expect(withEntered(known, { pulses: [], overrides: [set] }).override).toBe(ended.override);
  });

  test('a newer one does, whatever order they are in', () => {
    const newest = { ...set, id: 'override-4', createdAt: '2026-11-04T10:00:00.000Z' };
    const { override: holds, overrideSetAt } = withEntered(known, { pulses: [], overrides: [newest, set] });
    expect([holds, overrideSetAt]).toEqual([newest.override, newest.createdAt]);
  });

  test('one that is stored later than a newer one stays the older one', async () => {
    const of = (entry: typeof set) => ({ ...entry, companyId: '12' });
    await storeEntered(store.db, PORTAL, { pulses: [], overrides: [of(ended)] });
    await storeEntered(store.db, PORTAL, { pulses: [], overrides: [of(set)] });
    const overrides = (await loadOverrides(store.db, PORTAL, ['12'])).get('12') ?? [];
    expect(overrides.map(({ id }) => id)).toEqual([set.id, ended.id]);
  });
});
