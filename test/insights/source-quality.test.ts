import { sourceQuality, type SourceFacts } from '../../src/insights/source-quality.ts';

const NOW = Date.parse('2026-11-12T12:00:00Z');
const FACTS: SourceFacts = {
  state: { status: 'ok', fetchedAt: '2026-11-12T09:30:00.000Z' },
  read: 200,
  setAside: 3,
  feeds: ['payment-behaviour', 'contract-commitment'],
  tied: new Set(['1', '2', '9']),
};
const COMPANIES = [
  { companyId: '1', weights: new Map(Object.entries({ 'payment-behaviour': 0.1, breadth: 0.9 })) },
  {
    companyId: '2',
    weights: new Map(Object.entries({ 'payment-behaviour': 0.2, 'contract-commitment': 0.3, breadth: 0.5 })),
  },
  { companyId: '3', weights: new Map(Object.entries({ 'payment-behaviour': 1 })) },
  { companyId: '4', weights: new Map<string, number>() },
];
const quality = (over: Partial<SourceFacts> = {}, companies = COMPANIES) =>
  sourceQuality({ ...FACTS, ...over }, companies, NOW);

test('all five, by hand', () => {
  const { impact, ...rest } = quality();
  // Companies 1 and 2 have accounts: 0.1 + (0.2 + 0.3) over four companies; company 9 has no health.
  expect(impact).toBeCloseTo(0.6 / 4, 12);
  expect(rest).toEqual({ access: true, accuracy: 0.985, currency: 2.5, integration: 0.5 });
});

test('the CRM reaches every company and has no accounts to tie', () => {
  const { impact, integration } = quality({ tied: null });
  expect(impact).toBeCloseTo(1.6 / 4, 12);
  expect(integration).toBeNull();
});

test.each<[string, Partial<SourceFacts>, typeof COMPANIES, object]>([
  [
    'never read',
    { state: null, read: 0, setAside: 0, tied: new Set() },
    COMPANIES,
    { access: null, accuracy: null, currency: null, impact: null, integration: null },
  ],
  [
    'failed at the first pull',
    { state: { status: 'error' }, read: 0, setAside: 0, tied: new Set() },
    COMPANIES,
    { access: false, accuracy: null, currency: null, impact: null, integration: null },
  ],
  [
    'failed later: the data is as old as the last success',
    { state: { status: 'error', fetchedAt: '2026-11-10T12:00:00Z' } },
    COMPANIES,
    { access: false, currency: 48, integration: 0.5 },
  ],
  ['taken away', { state: { status: 'disconnected' } }, COMPANIES, { access: false, currency: null }],
  ['nobody has a score', {}, [], { accuracy: 0.985, impact: null, integration: null }],
  ['what it feeds is up to a mapping', { feeds: [] }, COMPANIES, { impact: null, integration: 0.5 }],
  ['read, and tied to nobody', { tied: new Set() }, COMPANIES, { impact: 0, integration: 0 }],
  ['more set aside than read', { read: 2 }, COMPANIES, { accuracy: 0 }],
  [
    'a clock that is behind',
    { state: { status: 'ok', fetchedAt: '2026-11-12T12:05:00Z' } },
    COMPANIES,
    { currency: 0 },
  ],
  [
    'an indicator named twice counts once',
    { feeds: ['contract-commitment', 'contract-commitment'] },
    COMPANIES,
    { impact: 0.3 / 4 },
  ],
])('%s', (_, over, companies, expected) => {
  expect(quality(over, companies)).toMatchObject(expected);
});
