import { loadAudit } from '../../src/store/audit.ts';
import { saveCompanies } from '../../src/store/companies.ts';
import { loadFalls, noteTold } from '../../src/store/falls.ts';
import { saveHealth } from '../../src/store/health.ts';
import { type Store } from '../../src/store/open.ts';
import { crmCompany } from '../helpers/crm-company.ts';
import { onBothDatabases } from '../helpers/both-databases.ts';
import { BREAKDOWN } from '../hubspot/helpers/health-view.ts';

const PORTAL = '1';
const OTHER = '2';

function battery(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  const db = () => store.forPortal(PORTAL);

  const fell = (companyId: string, day: string, from: string | null, to = 'red') => ({
    companyId,
    ...{ asOf: '2026-11-08', bandState: {}, scoredAt: '2026-11-08T04:00:00.000Z', properties: null },
    breakdown: {
      ...BREAKDOWN,
      publishedBand: to as 'red',
      previousBand: from as 'green' | null,
      bandChangedAt: `${day}T00:00:00.000Z`,
    },
    topRisks: ['nobody comes'],
  });

  test('falls to red since a day, not first scores, other bands or companies that are gone', async () => {
    const companies = ['new', 'before', 'first', 'unknown', 'orange', 'gone'];
    await saveCompanies(
      db(),
      PORTAL,
      companies.map((id) => crmCompany(id, { archived: id === 'gone', name: null })),
    );
    await saveHealth(db(), PORTAL, [
      fell('new', '2026-11-01', 'green'),
      fell('before', '2026-10-31', 'green'),
      fell('first', '2026-11-02', null),
      fell('unknown', '2026-11-02', 'unknown'),
      fell('orange', '2026-11-02', 'green', 'orange'),
      fell('gone', '2026-11-02', 'green'),
    ]);
    const { score } = BREAKDOWN.result;
    expect(await loadFalls(db(), PORTAL, '2026-11-01')).toEqual([
      { companyId: 'new', name: null, score, topRisk: 'nobody comes', day: '2026-11-01', toldBy: [] },
    ]);
  });

  test('each way of telling is remembered apart, of that fall alone', async () => {
    await saveCompanies(store.forPortal(OTHER), OTHER, [crmCompany('new')]);
    await saveHealth(store.forPortal(OTHER), OTHER, [fell('new', '2026-11-01', 'green')]);
    const toldBy = async (portalId = PORTAL) =>
      (await loadFalls(store.forPortal(portalId), portalId, '2026-11-01')).map((each) => each.toldBy);
    await noteTold(db(), PORTAL, 'chat', [{ companyId: 'new', day: '2026-11-01' }]);
    expect(await toldBy()).toEqual([['chat']]);
    await noteTold(db(), PORTAL, 'mail', [{ companyId: 'new', day: '2026-11-01' }]);
    await noteTold(db(), PORTAL, 'mail', [{ companyId: 'new', day: '2026-11-01' }]);
    expect(await toldBy()).toEqual([['chat', 'mail']]);
    expect(await toldBy(OTHER)).toEqual([[]]);
    expect((await loadAudit(db(), PORTAL)).at(-1)).toMatchObject({
      ...{ actor: 'system', action: 'alert.sent', subject: 'new' },
      detail: { day: '2026-11-01', way: 'chat' },
    });
    await saveHealth(db(), PORTAL, [fell('new', '2026-11-06', 'yellow')]);
    expect(await toldBy()).toEqual([[]]);
  });
}

onBothDatabases(battery);
