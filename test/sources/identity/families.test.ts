import { type CrmCompany } from '../../../src/model/company.ts';
import { type ExternalAccount } from '../../../src/model/source.ts';
import { type DomainAlias, matchAccounts } from '../../../src/sources/identity/index.ts';
import { crmCompany } from '../../helpers/crm-company.ts';
import { messageText } from '../../../src/model/messages/message.ts';

/** Parents, subsidiaries, hosts and aliases. */

const company = (companyId: string, domains: string[], parentCompanyId: string | null = null): CrmCompany =>
  crmCompany(companyId, { domains, parentCompanyId, name: null });
const account = (over: Partial<ExternalAccount>): ExternalAccount => ({
  externalId: 'x',
  name: null,
  domains: [],
  emails: [],
  hubspotCompanyId: null,
  ...over,
});

function companyOf(companies: CrmCompany[], one: ExternalAccount, aliases: DomainAlias[] = []) {
  const { matches, unmatched } = matchAccounts(companies, [{ source: 's', account: one }], [], aliases);
  const reason = unmatched[0]?.reason;
  return matches[0]?.companyId ?? (reason && messageText(reason, 'en'));
}

const GROUP = [
  company('1', ['acme.com']),
  company('2', ['acme.com', 'iberia.acme.com'], '1'),
  company('3', ['acme.de'], '1'),
];

test.each<[string, Partial<ExternalAccount>, string]>([
  ['a domain the family shares is the parent', { domains: ['acme.com'] }, '1'],
  ['a host of the subsidiary is the subsidiary', { domains: ['https://iberia.acme.com/login'] }, '2'],
  ['people at the host of the subsidiary are the subsidiary', { emails: ['ana@iberia.acme.com'] }, '2'],
  ['people at both are the parent', { emails: ['ana@iberia.acme.com', 'luis@acme.com'] }, '1'],
  ['another host of the domain is the parent', { domains: ['shop.acme.com'] }, '1'],
  ['domains of parent and subsidiary together are the parent', { domains: ['acme.com', 'acme.de'] }, '1'],
  ['the domain of one subsidiary alone is that one', { domains: ['acme.de'] }, '3'],
])('%s', (_, one, expected) => {
  expect(companyOf(GROUP, account(one))).toBe(expected);
});

test('two companies of different families are refused, with their ids', () => {
  const strangers = [company('1', ['acme.com']), company('2', ['beta.io'])];
  expect(companyOf(strangers, account({ domains: ['acme.com', 'beta.io'] }))).toMatch(
    /several companies: 1, 2/,
  );
});

test('siblings without their parent are nobody in particular', () => {
  const siblings = [company('2', ['acme.com'], '1'), company('3', ['acme.com'], '1')];
  expect(companyOf(siblings, account({ domains: ['acme.com'] }))).toMatch(/several companies/i);
});

test('an alias ties a domain the CRM does not know, and settles one that several have', () => {
  const aliases = [
    { domain: 'acme-old.com', companyId: '1' },
    { domain: 'shared.com', companyId: '3' },
    { domain: 'gone.com', companyId: '99' },
  ];
  const all = [...GROUP, company('4', ['shared.com']), company('5', ['shared.com'])];
  expect(companyOf(all, account({ emails: ['a@mail.acme-old.com'] }), aliases)).toBe('1');
  expect(companyOf(all, account({ domains: ['shared.com'] }), aliases)).toBe('3');
  expect(companyOf(all, account({ domains: ['gone.com'] }), aliases)).toMatch(/No company has/);
});
