import { enteredInHubSpot, storeEntered, withEntered } from '../../src/pipeline/entered.ts';
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

describe('what somebody made of the property', () => {
  const { companyId: _, ...asWritten } = pulse;
  const { companyId: __, ...setAsWritten } = set;
  const inHubSpot = (entered: unknown) =>
    enteredInHubSpot({
      companyId: COMPANY,
      healthProperties: { health_breakdown: JSON.stringify({ v: 2, basis: { entered } }) },
    });

  test('entries as functions write them are taken', () => {
    const found = inHubSpot({ pulses: [asWritten], overrides: [setAsWritten] });
    expect(found).toEqual({ pulses: [pulse], overrides: [set] });
    const never = { ...override, replaced: { band: 'unknown', previous: null, changedAt: '2026-10-01' } };
    const other = { ...setAsWritten, override: never };
    expect(inHubSpot({ pulses: [], overrides: [other] }).overrides).toHaveLength(1);
  });

  test.each([
    ['half a point', { score: 3.5 }],
    ['a score beyond the scale', { score: 6 }],
    ['a score in words', { score: '3' }],
    ['a character that no database takes', { reason: 'They\0renew' }],
    ['half a character', { reason: 'They renew \ud83d' }],
    ['a whole book', { reason: 'They renew. '.repeat(1_000) }],
    ['an author of that kind', { author: 'ana\0@example.com' }],
    ['an id of that kind', { id: 'pulse\0' }],
    ['an endless id', { id: 'x'.repeat(3_000) }],
    ['no id', { id: '' }],
    ['a time in words', { at: 'yesterday' }],
    ['a time that PostgreSQL alone knows', { at: 'infinity' }],
    ['a day instead of a time', { at: '2026-11-01' }],
    ['a day that there is not', { at: '2026-02-30T10:00:00Z' }],
    ['a year that PostgreSQL does not know', { at: '0000-01-01T00:00:00Z' }],
    ['a year that nobody reads again', { at: '9999-12-31T23:59:59.9999999Z' }],
  ])('a pulse with %s is none; the others are taken', (_name, odd) => {
    const found = inHubSpot({ pulses: [{ ...asWritten, ...odd }, asWritten], overrides: [] });
    expect(found).toEqual({ pulses: [pulse], overrides: [] });
  });

  test.each([
    ['set at a time in words', { createdAt: 'infinity' }],
    ['without an id', { id: undefined }],
    ['with a reason that no database takes', { override: { ...override, reason: 'a\0b' } }],
    ['with a last day in words', { override: { ...override, expiresAt: 'tomorrow' } }],
    ['with a first day that is a time', { override: { ...override, since: '2026-11-01T10:00:00Z' } }],
    ['of a band that there is not', { override: { ...override, band: 'purple' } }],
    ['of nothing', { override: null }],
  ])('an override %s is none; the others are taken', (_name, odd) => {
    const found = inHubSpot({ pulses: [], overrides: [{ ...setAsWritten, ...odd }, setAsWritten] });
    expect(found).toEqual({ pulses: [], overrides: [set] });
  });

  test.each(['', '{', '"entered":', '{"basis":{"entered":null}}', '{"basis":{"entered":{"pulses":{}}}}'])(
    'in %j there is nothing',
    (text) => {
      const healthProperties = { health_breakdown: text };
      expect(enteredInHubSpot({ companyId: COMPANY, healthProperties })).toEqual({
        pulses: [],
        overrides: [],
      });
    },
  );
});
