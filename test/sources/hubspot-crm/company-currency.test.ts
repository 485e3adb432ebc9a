import { companies } from '../../../src/sources/hubspot-crm/map/company.ts';
import { toPage } from '../../../src/sources/hubspot-crm/to-page.ts';
import { DEFAULT_RULES } from '../../../src/sources/hubspot-crm/rules.ts';
import { inWords } from '../../helpers/in-words.ts';
import { createTestApi } from '../../hubspot/helpers/stub-api.ts';

const AT = '2026-10-01T00:00:00.000Z';

async function mapped(properties: Record<string, string>) {
  const raw = { id: '31', properties, createdAt: AT, updatedAt: AT, archived: false };
  const { api } = createTestApi('http://127.0.0.1:1');
  const kind = companies(DEFAULT_RULES, []);
  const page = await toPage(api, kind, [raw], { phase: 'idle', readUpTo: 0 }, true);
  return { company: page.companies?.[0], notes: inWords(page.quarantined ?? []) };
}

test.each([
  [{ arr: '48000', arr_currency: ' eur' }, 48_000, 'EUR'],
  [{ arr: '48000' }, 48_000, null],
  [{ arr_currency: 'Euro' }, null, null],
])('%j is a revenue of %j in %j, with nothing to note', async (properties, arr, currency) => {
  const { company, notes } = await mapped(properties);
  expect(company).toMatchObject({ arr, currency });
  expect(notes).toEqual([]);
});

test('a currency that is no code is noted; the company counts, its revenue does not', async () => {
  const { company, notes } = await mapped({ name: 'Acme', arr: '48000', arr_currency: 'US$' });
  expect(company).toMatchObject({ name: 'Acme', arr: null, currency: null });
  expect(notes).toEqual([
    {
      stream: 'companies',
      recordId: '31',
      reason: 'arr_currency: "US$" is not a currency code such as EUR: the revenue with it does not count',
    },
  ]);
});
