import { sql } from 'kysely';
import { saveCompanies, loadCompanies } from '../../src/store/companies.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { postgresBin, startPostgres, type TestPostgres } from '../helpers/postgres.ts';
import { crmCompany } from '../helpers/crm-company.ts';

/** Row-level security must hold whatever a query forgets. */
function tenancyBattery(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
    await saveCompanies(store.forPortal('1'), '1', [crmCompany('11')]);
    await saveCompanies(store.forPortal('2'), '2', [crmCompany('21'), crmCompany('22')]);
  });
  afterAll(() => store.close());

  test('every table with a portal id is guarded', async () => {
    const { rows } = await sql<{ name: string; guarded: boolean; policies: number }>`
      select relation.relname as name, relation.relrowsecurity as guarded,
        (select count(*)::int from pg_policy where polrelid = relation.oid) as policies
      from pg_class relation join pg_attribute attribute
        on attribute.attrelid = relation.oid and attribute.attname = 'portal_id'
      where relation.relnamespace = current_schema()::regnamespace and relation.relkind = 'r'
        and relation.relname <> 'portal'`.execute(store.db);
    expect(rows.length).toBeGreaterThan(14);
    expect(rows.filter((row) => !row.guarded || row.policies !== 1)).toEqual([]);
  });

  test('a query without a condition sees one portal only', async () => {
    const rows = await store.forPortal('2').selectFrom('company').select('company_id').execute();
    expect(rows.map((row) => row.company_id).sort()).toEqual(['21', '22']);
  });

  test('asking for another portal by name gives nothing, changing it changes nothing', async () => {
    expect(await loadCompanies(store.forPortal('1'), '2')).toEqual([]);
    const changed = await store.forPortal('1').updateTable('company').set({ name: 'x' }).executeTakeFirst();
    expect(changed.numUpdatedRows).toBe(1n);
    const deleted = await store
      .forPortal('1')
      .deleteFrom('company')
      .where('portal_id', '=', '2')
      .executeTakeFirst();
    expect(deleted.numDeletedRows).toBe(0n);
  });

  test('rows cannot be written into another portal', async () => {
    await expect(saveCompanies(store.forPortal('1'), '2', [crmCompany('99')])).rejects.toThrow(
      /row-level security/,
    );
    expect(await loadCompanies(store.db, '2')).toHaveLength(2);
  });

  test('inside a transaction the same holds, and the connection carries nothing over', async () => {
    await store
      .forPortal('1')
      .transaction()
      .execute(async (transaction) => {
        expect(await transaction.selectFrom('company').select('company_id').execute()).toEqual([
          { company_id: '11' },
        ]);
      });
    const all = await store.db.selectFrom('company').select('company_id').execute();
    expect(all).toHaveLength(3);
  });

  test('a transaction that fails leaves nothing, and the next query works', async () => {
    const tenant = store.forPortal('1');
    const failing = tenant.transaction().execute(async (transaction) => {
      await saveCompanies(transaction, '1', [crmCompany('12')]);
      throw new Error('in the middle');
    });
    await expect(failing).rejects.toThrow('in the middle');
    await expect(sql`select nonsense`.execute(tenant)).rejects.toThrow();
    expect(await loadCompanies(tenant, '1')).toHaveLength(1);
  });

  test('many portals at once do not mix', async () => {
    const ids = await Promise.all(
      Array.from({ length: 40 }, (_, index) => String((index % 2) + 1)).map(async (portalId) => {
        const rows = await store.forPortal(portalId).selectFrom('company').select('portal_id').execute();
        return rows.every((row) => row.portal_id === portalId);
      }),
    );
    expect(ids).not.toContain(false);
  });

  test('a tenant cannot read the list of portals', async () => {
    await expect(store.forPortal('1').selectFrom('portal').selectAll().execute()).rejects.toThrow(
      /permission denied/,
    );
  });
}

describe('embedded', () => {
  tenancyBattery(() => openStore({ dataDir: null }));
});

const hasPostgres = postgresBin() !== null;
if (!hasPostgres) console.warn('skipped: PostgreSQL is not installed');
(hasPostgres ? describe : describe.skip)('PostgreSQL, as a user without special rights', () => {
  let server: TestPostgres;
  tenancyBattery(async () => {
    server = await startPostgres();
    const admin = await openAsAdmin(server.url);
    await admin.close();
    return openStore({
      databaseUrl: server.url.replace('postgres@', 'app@').replace(/postgres$/, 'app'),
      dataDir: null,
    });
  });
  afterAll(() => server.stop());
});

async function openAsAdmin(url: string) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create role app login createrole');
  await client.query('create database app owner app');
  return { close: () => client.end() };
}
