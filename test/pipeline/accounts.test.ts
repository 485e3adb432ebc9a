import {
  aliasDomain,
  confirmAccount,
  listAccounts,
  rejectAccount,
  resetAccount,
} from '../../src/pipeline/accounts.ts';
import { type ExternalAccount } from '../../src/model/source.ts';
import { matchPortal } from '../../src/pipeline/match.ts';
import { pageOf } from '../../src/sources/mapped.ts';
import { saveAccounts } from '../../src/store/accounts.ts';
import { loadAudit } from '../../src/store/audit.ts';
import { saveCompanies } from '../../src/store/companies.ts';
import { pageToScore } from '../../src/store/company-pages.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { crmCompany } from '../helpers/crm-company.ts';

/** What a person decides about accounts, on the embedded store. */

const portalId = '1';
let store: Store;
const deps = () => ({ db: store.db, portalId });

beforeAll(async () => {
  store = await openStore({ dataDir: null });
  await saveCompanies(store.db, portalId, [
    crmCompany('31', { name: 'Acme Robotics', domains: ['acme.com'] }),
    crmCompany('32', { name: 'Beta GmbH', domains: ['beta.io'] }),
  ]);
  const bare = { domains: [], emails: [], hubspotCompanyId: null };
  await saveAccounts(store.db, portalId, 'stripe', [
    { ...bare, externalId: 'cus_1', name: 'ACME Robotic' },
    { ...bare, externalId: 'cus_2', name: 'Other', emails: ['a@acme.com'] },
    { ...bare, externalId: 'cus_3', name: 'Stated', hubspotCompanyId: '32' },
    { ...bare, externalId: 'cus_4', name: 'Zeta', domains: ['zeta.example-corp.com'] },
  ]);
  await matchPortal(deps());
});
afterAll(() => store.close());

const find = async (externalId: string) =>
  (await listAccounts(deps())).find((each) => each.externalId === externalId);

test('what waits for a person comes first, with the reason and names that are alike', async () => {
  const [first] = await listAccounts(deps());
  expect(first?.state).toBe('unmatched');
  expect(await find('cus_1')).toMatchObject({
    state: 'unmatched',
    reason: expect.stringContaining('no domain') as string,
    suggestions: [{ companyId: '31', name: 'Acme Robotics' }],
  });
  expect(await find('cus_2')).toMatchObject({
    state: 'matched',
    companyId: '31',
    matchedBy: 'email-domain',
    reason: null,
  });
  expect(await listAccounts(deps(), 'zuora')).toEqual([]);
});

test('a confirmation stays through matching; a second company is refused until it is taken back', async () => {
  await confirmAccount(deps(), 'stripe', 'cus_1', '31');
  await matchPortal(deps());
  expect(await find('cus_1')).toMatchObject({ state: 'confirmed', companyId: '31' });
  await expect(confirmAccount(deps(), 'stripe', 'cus_1', '32')).rejects.toMatchObject({
    code: 'input-invalid',
    message: expect.stringContaining('one account belongs to one company') as string,
  });
  await resetAccount(deps(), 'stripe', 'cus_1');
  expect(await find('cus_1')).toMatchObject({ state: 'unmatched' });
  await confirmAccount(deps(), 'stripe', 'cus_1', '32');
  expect(await find('cus_1')).toMatchObject({ state: 'confirmed', companyId: '32' });
});

test('a rejected account stays with nobody, whatever its data say', async () => {
  await rejectAccount(deps(), 'stripe', 'cus_2');
  await matchPortal(deps());
  expect(await find('cus_2')).toMatchObject({ state: 'rejected', companyId: null, reason: null });
});

test('an id that the source states cannot be overruled here', async () => {
  await expect(confirmAccount(deps(), 'stripe', 'cus_3', '31')).rejects.toMatchObject({
    code: 'input-invalid',
  });
});

test('an alias of a domain matches at once, and no longer when it is taken away', async () => {
  await aliasDomain(deps(), 'https://zeta.example-corp.com', '32');
  expect(await find('cus_4')).toMatchObject({ state: 'matched', companyId: '32', matchedBy: 'domain' });
  await aliasDomain(deps(), 'example-corp.com', null);
  expect(await find('cus_4')).toMatchObject({ state: 'unmatched' });
});

test('a Salesforce account id that two systems hold ties them once both are stored', async () => {
  const crmId = '0015g00000AbCdE';
  const bare = { name: null, domains: [], emails: [], hubspotCompanyId: null };
  await saveAccounts(store.db, portalId, 'zuora', [
    { ...bare, externalId: '2c92', salesforceAccountId: crmId },
    { ...bare, externalId: '2c93', salesforceAccountId: crmId.toLowerCase() },
  ]);
  // The contacts of the account, which say nothing about its id, come later and take nothing away.
  await saveAccounts(store.db, portalId, 'zuora', [{ ...bare, externalId: '2c92', emails: ['a@acme.com'] }]);
  await matchPortal(deps());
  expect(await find('2c92')).toMatchObject({ companyId: '31', matchedBy: 'email-domain' });

  const beta = crmCompany('32', {
    name: 'Beta GmbH',
    domains: ['beta.io'],
    salesforceAccountId: `${crmId}AAZ`,
  });
  await saveCompanies(store.db, portalId, [beta]);
  await matchPortal(deps());
  expect(await find('2c92')).toMatchObject({ companyId: '32', matchedBy: 'crm-id' });
  expect(await find('2c93')).toMatchObject({ state: 'unmatched' });

  const twin = crmCompany('31', { name: 'Acme Robotics', domains: ['acme.com'], salesforceAccountId: crmId });
  await saveCompanies(store.db, portalId, [twin]);
  await matchPortal(deps());
  expect(await find('2c92')).toMatchObject({
    state: 'unmatched',
    companyId: null,
    reason: `Several companies have the Salesforce account id ${crmId}: 31, 32.`,
  });
  await saveCompanies(store.db, portalId, [{ ...twin, salesforceAccountId: null }]);
  await matchPortal(deps());
  expect(await find('2c92')).toMatchObject({ companyId: '32', matchedBy: 'crm-id' });
});

test.each([
  ['an unknown account', () => confirmAccount(deps(), 'stripe', 'cus_99', '31'), 'not-found'],
  ['an unknown company', () => confirmAccount(deps(), 'stripe', 'cus_4', '99'), 'not-found'],
  ['something that is no domain', () => aliasDomain(deps(), 'not a domain', '31'), 'input-invalid'],
  ['a free-mail domain', () => aliasDomain(deps(), 'gmail.com', '31'), 'input-invalid'],
])('%s is named', async (_, act, code) => {
  await expect(act()).rejects.toMatchObject({ code });
});

test('every decision stands in the audit log, an account that is an address only by its source', async () => {
  const bare = { name: null, domains: [], emails: [], hubspotCompanyId: null };
  await saveAccounts(store.db, '2', 'mixpanel', [{ ...bare, externalId: 'ana@acme.com' }]);
  await saveAccounts(store.db, '2', 'stripe', [{ ...bare, externalId: 'cus_1' }]);
  await saveCompanies(store.db, '2', [crmCompany('31', { domains: ['acme.com'] })]);
  const second = { db: store.db, portalId: '2' };
  await confirmAccount(second, 'stripe', 'cus_1', '31');
  await resetAccount(second, 'stripe', 'cus_1');
  await rejectAccount(second, 'mixpanel', 'ana@acme.com');
  await aliasDomain(second, 'acme.io', '31');
  await aliasDomain(second, 'acme.io', null);
  await expect(confirmAccount(second, 'stripe', 'cus_1', '99')).rejects.toMatchObject({ code: 'not-found' });
  const audit = await loadAudit(store.db, '2');
  expect(audit.map(({ actor, action, subject }) => `${actor} ${action} ${subject}`).sort()).toEqual([
    'operator account.confirmed stripe cus_1',
    'operator account.rejected mixpanel',
    'operator account.reset stripe cus_1',
    'operator domain.tied acme.io',
    'operator domain.untied acme.io',
  ]);
});

test('a confirmation outlives the archiving of its company, and holds again when that is restored', async () => {
  const acme = crmCompany('31', { name: 'Acme Robotics', domains: ['acme.com'] });
  await resetAccount(deps(), 'stripe', 'cus_1');
  await confirmAccount(deps(), 'stripe', 'cus_1', '31');
  await saveCompanies(store.db, portalId, [{ ...acme, archived: true }]);
  await matchPortal(deps());
  const gone = expect.stringContaining('archived') as string;
  expect(await find('cus_1')).toMatchObject({ state: 'confirmed', companyId: '31', reason: gone });
  expect(await pageToScore(store.db, portalId, [], { after: null, limit: 9 })).not.toContain('31');
  await matchPortal(deps());
  await saveCompanies(store.db, portalId, [acme]);
  await matchPortal(deps());
  expect(await find('cus_1')).toMatchObject({ state: 'confirmed', companyId: '31', reason: null });
});

describe('what a source lists in full', () => {
  const states = ['hubspotCompanyId', 'domains'] as const;
  const bare = { externalId: 'org_1', name: 'Org', domains: [], emails: [], hubspotCompanyId: null };
  const save = async (...accounts: Partial<ExternalAccount>[]) => {
    await saveAccounts(
      store.db,
      portalId,
      'zendesk',
      accounts.map((each) => ({ ...bare, ...each })),
    );
    await matchPortal(deps());
    const { companyId, matchedBy } = (await find('org_1')) ?? {};
    return { companyId, matchedBy };
  };

  test('replaces what was known: a correction at the source decides the next match', async () => {
    await save({ emails: ['b@beta.io'] });
    expect(await save({ hubspotCompanyId: '31', states })).toEqual({ companyId: '31', matchedBy: 'id' });
    expect(await save({ states })).toEqual({ companyId: '32', matchedBy: 'email-domain' });
    expect(await save({ domains: ['acme.com'], states })).toEqual({ companyId: '31', matchedBy: 'domain' });
    expect(await save({ domains: ['beta.io'], states })).toEqual({ companyId: '32', matchedBy: 'domain' });
  });

  test('stays through partial mentions, which only add', async () => {
    expect(await save({ hubspotCompanyId: '31', states })).toEqual({ companyId: '31', matchedBy: 'id' });
    expect(await save({ emails: ['c@beta.io'] })).toEqual({ companyId: '31', matchedBy: 'id' });
    await save({ domains: ['acme.com'], states });
    expect(await save({ emails: ['d@beta.io'] })).toEqual({ companyId: '31', matchedBy: 'domain' });
  });

  test('of one page the last statement counts, whatever is mentioned beside it', () => {
    const accounts = [
      { ...bare, emails: ['a@beta.io'] },
      { ...bare, domains: ['old.example.com'], hubspotCompanyId: '31', states },
      { ...bare, domains: ['beta.io'], states },
      { ...bare, emails: ['b@beta.io'] },
    ];
    expect(pageOf(null, 4, [{ accounts }]).accounts).toMatchObject([
      { domains: ['beta.io'], hubspotCompanyId: null, emails: ['a@beta.io', 'b@beta.io'], states },
    ]);
  });
});
