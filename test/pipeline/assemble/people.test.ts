import { type SourceRecord } from '../../../src/model/record.ts';
import { onePersonEach } from '../../../src/pipeline/assemble/people.ts';
import { contact, meeting } from './builders.ts';

const stored = (source: string, record: SourceRecord) => ({ source, record });
const call = (contactId: string | null): SourceRecord => ({
  kind: 'interaction',
  id: 'c',
  accountId: '1',
  at: '2026-10-01',
  method: 'call',
  contactId,
});

test('a person in two CRMs is one, under the id of HubSpot, with the role HubSpot has', () => {
  const records = onePersonEach([
    stored('salesforce', contact({ id: '003A', email: 'ANA@acme.com', role: 'member' })),
    stored('hubspot-crm', contact({ id: '501', email: 'ana@acme.com' })),
    stored('salesforce', contact({ id: '003B', email: 'luis@acme.com', role: 'member' })),
    stored('salesforce', contact({ id: '003C', email: null, role: 'member' })),
    stored('salesforce', call('003A')),
    stored('salesforce', call('003B')),
    stored('salesforce', call(null)),
    stored('hubspot-crm', meeting({ contactIds: ['501', '003A'] })),
  ]);
  const contacts = records.filter((each) => each.kind === 'contact');
  expect(contacts.map(({ id, role }) => [id, role])).toEqual([
    ['501', 'executive-sponsor'],
    ['003B', 'member'],
    ['003C', 'member'],
  ]);
  expect(records.flatMap((each) => (each.kind === 'interaction' ? [each.contactId] : []))).toEqual([
    '501',
    '003B',
    null,
  ]);
  expect(records.find((each) => each.kind === 'meeting')?.contactIds).toEqual(['501']);
});

test('where nobody is twice, nothing changes', () => {
  const all = [stored('hubspot-crm', contact()), stored('hubspot-crm', meeting())];
  expect(onePersonEach(all)).toEqual(all.map(({ record }) => record));
});
