import { say } from '../../src/model/messages/message.ts';
import { confirmMatch, loadAccounts, saveAccounts, saveMatches } from '../../src/store/accounts.ts';
import { type Store } from '../../src/store/open.ts';
import { account, match } from '../batteries/store-usage.ts';
import { onBothDatabases } from '../helpers/both-databases.ts';

/** What a person decides while matching, which loaded the accounts before, is about to store its own decision. */

function battery(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  async function matchedAfter(portalId: string, confirmed: string | null, matched: ReturnType<typeof match>) {
    await saveAccounts(store.db, portalId, 'amplitude', [account('acct_1')]);
    await confirmMatch(store.db, portalId, 'amplitude', 'acct_1', confirmed);
    await saveMatches(store.db, portalId, [matched]);
    const [only] = await loadAccounts(store.db, portalId);
    return only;
  }

  test('another company that matching found takes nothing away', async () => {
    const found = { ...match('acct_1', 'c2'), problem: say('general.internal') };
    expect(await matchedAfter('1', 'c1', found)).toMatchObject({
      companyId: 'c1',
      matchedBy: 'confirmed',
      confirmed: true,
      problem: null,
    });
  });

  test('that it belongs to none stays so', async () => {
    expect(await matchedAfter('2', null, match('acct_1', 'c2'))).toMatchObject({
      companyId: null,
      confirmed: true,
    });
  });

  test('a confirmed company that is gone is told', async () => {
    const gone = { ...match('acct_1', null), problem: say('general.internal') };
    expect(await matchedAfter('3', 'c1', gone)).toMatchObject({ companyId: 'c1', problem: gone.problem });
  });
}

onBothDatabases(battery);
