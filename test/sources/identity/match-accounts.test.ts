import { type CrmCompany } from '../../../src/model/company.ts';
import { type ExternalAccount } from '../../../src/model/source.ts';
import { matchAccounts, type ConfirmedMatch } from '../../../src/sources/identity/index.ts';
import { messageText, say } from '../../../src/model/messages/message.ts';

function company(companyId: string, domains: string[] = [], overrides: Partial<CrmCompany> = {}): CrmCompany {
  return {
    companyId,
    name: null,
    domains,
    ownerId: null,
    parentCompanyId: null,
    lifecycleStage: 'customer',
    segment: null,
    customerSince: null,
    arr: null,
    currency: null,
    createdAt: '2026-01-01',
    updatedAt: '2026-01-01',
    archived: false,
    healthProperties: {},
    ...overrides,
  };
}

function account(overrides: Partial<ExternalAccount> = {}): ExternalAccount {
  return { externalId: 'x', name: null, domains: [], emails: [], hubspotCompanyId: null, ...overrides };
}

function match(companies: CrmCompany[], one: ExternalAccount, confirmed: ConfirmedMatch[] = []) {
  const { matches, unmatched } = matchAccounts(companies, [{ source: 's', account: one }], confirmed);
  expect(matches.length + unmatched.length).toBe(1);
  return matches[0] ?? unmatched[0];
}

const ACME = company('1', ['acme.com'], { name: 'Acme, Inc.' });
const BETA = company('2', ['beta.io'], { name: 'Beta Robotics GmbH' });

describe('what ties an account to a company', () => {
  test.each([
    ['the stated id', account({ hubspotCompanyId: '2', domains: ['acme.com'] }), '2', 'id'],
    ['its own domain', account({ domains: ['https://www.Acme.com/about'] }), '1', 'domain'],
    ['the domain before e-mails', account({ domains: ['acme.com'], emails: ['a@beta.io'] }), '1', 'domain'],
    ['the e-mail domain', account({ emails: ['a@eu.acme.com', 'b@ACME.com'] }), '1', 'email-domain'],
    ['the majority', account({ emails: ['a@acme.com', 'b@acme.com', 'c@beta.io'] }), '1', 'email-domain'],
    [
      'e-mails beside free ones',
      account({ emails: ['a@gmail.com', 'b@gmail.com', 'c@beta.io'] }),
      '2',
      'email-domain',
    ],
    [
      'e-mails where its own domain is unknown',
      account({ domains: ['old.com'], emails: ['a@beta.io'] }),
      '2',
      'email-domain',
    ],
  ])('%s', (_, one, companyId, matchedBy) => {
    expect(match([ACME, BETA], one)).toEqual({ source: 's', externalId: 'x', companyId, matchedBy });
  });

  test('what a person confirmed beats domains, not the stated id', () => {
    const confirmed = [{ source: 's', externalId: 'x', companyId: '2' }];
    expect(match([ACME, BETA], account({ domains: ['acme.com'] }), confirmed)).toMatchObject({
      companyId: '2',
      matchedBy: 'confirmed',
    });
    expect(match([ACME, BETA], account({ hubspotCompanyId: '1' }), confirmed)).toMatchObject({
      matchedBy: 'id',
    });
    expect(match([ACME, BETA], account({ hubspotCompanyId: '9' }), confirmed)).toMatchObject({
      companyId: '2',
    });
  });

  test('several accounts of several sources may belong to one company', () => {
    const accounts = ['a', 'b'].map((externalId) => ({
      source: externalId,
      account: account({ externalId, domains: ['acme.com'] }),
    }));
    expect(matchAccounts([ACME], accounts, []).matches.map((each) => each.companyId)).toEqual(['1', '1']);
  });

  test('a shared domain goes to the parent of all others', () => {
    const child = (id: string) => company(id, ['acme.com'], { parentCompanyId: '1' });
    expect(match([child('3'), ACME, child('4')], account({ domains: ['acme.com'] }))).toMatchObject({
      companyId: '1',
    });
  });

  test('private suffixes keep neighbours apart', () => {
    const neighbours = [company('1', ['acme.github.io']), company('2', ['beta.github.io'])];
    expect(match(neighbours, account({ domains: ['beta.github.io'] }))).toMatchObject({ companyId: '2' });
  });
});

describe('the Salesforce account that the CRM and another system both name', () => {
  const ID15 = '0015g00000AbCdE';
  const OTHER_CASE = '0015g00000abcdE';
  const linked = company('1', ['acme.com'], { salesforceAccountId: `${ID15}AAZ` });
  const judged = (id: string | null, rest: Partial<ExternalAccount> = {}, companies = [linked, BETA]) =>
    match(companies, account({ salesforceAccountId: id, ...rest }));

  test.each([ID15, `${ID15}AAZ`, ` ${ID15}AAZ `])('%j ties before any domain', (id) => {
    expect(judged(id, { domains: ['beta.io'], emails: ['a@beta.io'] })).toEqual({
      source: 's',
      externalId: 'x',
      companyId: '1',
      matchedBy: 'crm-id',
    });
  });

  test.each([
    ['another case is another account', OTHER_CASE],
    ['nobody has it', '0015g00000ZZZZZ'],
    ['too short', ID15.slice(1)],
    ['neither 15 nor 18', `${ID15}AA`],
    ['more than an id', `${ID15}AAZ;1`],
    ['no id at all', "' or 1=1 --"],
    ['nothing', ''],
    ['none', null],
  ])('%s: the next rule decides', (_, id) => {
    expect(judged(id, { domains: ['beta.io'] })).toMatchObject({ companyId: '2', matchedBy: 'domain' });
    expect(judged(id)).toMatchObject({ reason: { code: expect.any(String) as string } });
  });

  test('malformed ids are no shared id', () => {
    const broken = company('1', [], { salesforceAccountId: 'n/a' });
    expect(judged('n/a', {}, [broken])).toMatchObject({ reason: say('account.nothing') });
  });

  test('the HubSpot id that the source states and a person both beat it', () => {
    expect(judged(ID15, { hubspotCompanyId: '2' })).toMatchObject({ companyId: '2', matchedBy: 'id' });
    const confirmed = [{ source: 's', externalId: 'x', companyId: '2' }];
    expect(match([linked, BETA], account({ salesforceAccountId: ID15 }), confirmed)).toMatchObject({
      companyId: '2',
      matchedBy: 'confirmed',
    });
  });

  test('two companies with the id are refused, also a parent with its child and with a domain to go by', () => {
    const child = company('3', ['acme.es'], { salesforceAccountId: ID15, parentCompanyId: '1' });
    const refused = { reason: say('account.salesforce-shared', { id: ID15, companies: ['1', '3'] }) };
    expect(judged(ID15, {}, [linked, child])).toMatchObject(refused);
    expect(judged(ID15, { domains: ['acme.com'] }, [linked, child])).toMatchObject(refused);
    expect(judged(ID15, {}, [linked, { ...child, archived: true }])).toMatchObject({ companyId: '1' });
  });
});

describe('what is refused, with a reason', () => {
  const twins = [company('1', ['acme.com']), company('3', ['acme.com'])];

  test.each<[string, CrmCompany[], Partial<ExternalAccount>, RegExp]>([
    ['nothing to go by', [ACME], {}, /no HubSpot company id, no domain/],
    [
      'a company that is gone',
      [ACME],
      { hubspotCompanyId: '9', domains: ['acme.com'] },
      /company 9, which does not exist/,
    ],
    [
      'a Salesforce account nobody has',
      [ACME],
      { salesforceAccountId: '0015g00000ZZZZZAAZ' },
      /No company has the Salesforce account id 0015g00000ZZZZZ, /,
    ],
    [
      'an archived company',
      [company('1', ['acme.com'], { archived: true })],
      { hubspotCompanyId: '1' },
      /archived/,
    ],
    ['an unknown domain', [ACME], { domains: ['gamma.dev'] }, /No company has the domain gamma\.dev/],
    [
      'a domain two companies share',
      twins,
      { domains: ['acme.com'] },
      /Several companies have the domain acme\.com: 1, 3/,
    ],
    ['the same by e-mail', twins, { emails: ['a@acme.com'] }, /Several companies/],
    [
      'two domains of two companies',
      [ACME, BETA],
      { domains: ['acme.com', 'beta.io'] },
      /several companies: 1, 2/,
    ],
    [
      'no majority',
      [ACME, BETA],
      { emails: ['a@acme.com', 'b@beta.io'] },
      /No e-mail domain has the majority/,
    ],
    [
      'free-mail users',
      [company('1', ['gmail.com'])],
      { emails: ['a@gmail.com'] },
      /only free-mail addresses/,
    ],
    ['a free-mail domain', [company('1', ['gmail.com'])], { domains: ['gmail.com'] }, /no domain/],
    [
      'garbage',
      [ACME],
      { domains: ['', '127.0.0.1', 'com'], emails: ['', '@', 'x', '@acme.com'] },
      /free-mail|no domain/,
    ],
  ])('%s', (_, companies, one, reason) => {
    const refused = match(companies, account(one));
    expect(refused).toMatchObject({ externalId: 'x' });
    expect(refused && 'reason' in refused && messageText(refused.reason, 'en')).toMatch(reason);
  });

  test('two parents that share a domain', () => {
    const companies = [...twins, company('4', ['acme.com'], { parentCompanyId: '1' })];
    expect(match(companies, account({ domains: ['acme.com'] }))).toHaveProperty('reason');
  });

  test('contradicting and outdated confirmations', () => {
    const confirm = (companyId: string) => ({ source: 's', externalId: 'x', companyId });
    expect(match([ACME, BETA], account(), [confirm('1'), confirm('2')])).toHaveProperty('reason');
    expect(match([ACME, BETA], account(), [confirm('9')])).toHaveProperty('reason');
  });
});

describe('suggestions for a person', () => {
  test.each([
    ['Beta Robotics', '2'],
    ['BÉTA ROBOTIC Ltd.', '2'],
    ['acme', '1'],
  ])('%s is like company %s, and is not applied', (name, companyId) => {
    const found = match([ACME, BETA], account({ name }));
    expect(found).toHaveProperty('reason');
    expect(found).toMatchObject({ suggestions: [{ companyId }] });
  });

  test('nothing for a name nobody resembles', () => {
    expect(match([ACME, BETA], account({ name: 'Zephyr' }))).toMatchObject({ suggestions: [] });
  });
});

test('twenty thousand accounts each find their company', () => {
  const size = 20_000;
  const companies = Array.from({ length: size }, (_, n) =>
    company(`c${n}`, [`firm${n}.com`], { name: `Firm ${n} Global` }),
  );
  const accounts = companies.map((_, n) => {
    const ways = [
      { hubspotCompanyId: `c${n}` },
      { domains: [`app.firm${n}.com`] },
      { emails: [`u@firm${n}.com`] },
      { name: `Firm ${n}` },
    ];
    return { source: 's', account: account({ externalId: `a${n}`, ...ways[n % 4] }) };
  });
  const { matches, unmatched } = matchAccounts(companies, accounts, []);
  expect(matches).toHaveLength((size * 3) / 4);
  expect(matches.filter((each) => each.companyId.slice(1) !== each.externalId.slice(1))).toEqual([]);
  expect(unmatched).toHaveLength(size / 4);
});
