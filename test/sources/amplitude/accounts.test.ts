import { groupAccount } from '../../../src/sources/amplitude/accounts.ts';
import { parseMapping } from '../../../src/sources/amplitude/mapping-file.ts';

const rules = { groupType: 'company', mapping: parseMapping({}) };
const properties = { name: ' Acme ', domain: 'acme.com', hubspot_company_id: 101 };

test.each([
  ['by type and id', { company: { acct_1: properties } }],
  ['by type', { company: properties }],
  ['flat', properties],
])('group properties %s', (_, sent) => {
  expect(groupAccount('acct_1', ['a@acme.com'], JSON.stringify(sent), rules)).toEqual({
    externalId: 'acct_1',
    name: 'Acme',
    domains: ['acme.com'],
    emails: ['a@acme.com'],
    hubspotCompanyId: '101',
  });
});

test.each([null, '[]', '"text"', '{"company":{"acct_1":{"name":{}}}}'])(
  'without usable properties: %s',
  (sent) => {
    expect(groupAccount('acct_1', [], sent, rules)).toMatchObject({
      name: null,
      domains: [],
      hubspotCompanyId: null,
    });
  },
);

test('an account made of an e-mail domain has that domain', () => {
  expect(groupAccount('domain:acme.com', [], null, rules).domains).toEqual(['acme.com']);
});
