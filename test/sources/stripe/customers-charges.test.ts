import { Faults } from '../../batteries/faults.ts';
import { type PullOverrides } from '../../batteries/pull.ts';
import { aCharge, aCustomer, startFakeStripe, type FakeStripe } from './fake-stripe.ts';
import { pullFrom, recordsOf } from './pulls.ts';

let fake: FakeStripe;

beforeEach(async () => {
  fake = await startFakeStripe(new Faults());
});
afterEach(() => fake.close());

const pull = (stream: string, cursor?: unknown, overrides?: PullOverrides) =>
  pullFrom(fake, stream, cursor, overrides);

test('customers bring what ties them to a company', async () => {
  fake.lists.customers.push(
    aCustomer('cus_1', { metadata: { hubspot_company_id: ' 101 ' } }),
    aCustomer('cus_2', { email: null, name: null, metadata: null }),
  );
  expect((await pull('customers')).flatMap((page) => page.accounts)).toEqual([
    {
      externalId: 'cus_1',
      name: 'Acme',
      domains: [],
      emails: ['billing@acme.com'],
      hubspotCompanyId: '101',
      states: ['hubspotCompanyId'],
    },
    {
      externalId: 'cus_2',
      name: null,
      domains: [],
      emails: [],
      hubspotCompanyId: null,
      states: ['hubspotCompanyId'],
    },
  ]);
});

test('only failed charges of customers are facts', async () => {
  fake.lists.charges.push(
    aCharge('ch_1'),
    aCharge('ch_2', { status: 'succeeded' }),
    aCharge('ch_3', { customer: null }),
  );
  expect(recordsOf(await pull('charges', null, { since: '2026-01-01' }))).toEqual([
    { kind: 'failed-charge', id: 'ch_1', accountId: 'cus_1', at: '2026-10-02T00:00:00.000Z' },
  ]);
});
