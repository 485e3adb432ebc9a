import { type HealthBreakdown } from '../../../src/model/breakdown.ts';
import { EARLY_WARNINGS } from '../../../src/model/bands.ts';
import { HEALTH_PROPERTIES, healthProperties } from '../../../src/hubspot/properties/index.ts';
import { RESULT, VIEW } from '../helpers/health-view.ts';

const optionsOf = (name: string) =>
  HEALTH_PROPERTIES.find((each) => each.name === name)?.options?.map(({ value }) => value);

test('the properties of the contract, with their types and fields', () => {
  const shape = HEALTH_PROPERTIES.map(({ name, type, fieldType }) => `${name} ${type}/${fieldType}`);
  expect(shape).toEqual([
    'health_score number/number',
    'health_band enumeration/select',
    'health_alert_level enumeration/select',
    'health_product_score number/number',
    'health_relationship_score number/number',
    'health_business_score number/number',
    'health_delta_30d number/number',
    'health_trend enumeration/select',
    'health_coverage number/number',
    'health_top_risks string/textarea',
    'health_playbook enumeration/select',
    'health_previous_band enumeration/select',
    'health_band_changed_at datetime/date',
    'health_signals enumeration/checkbox',
    'health_renewal_probability number/number',
    'health_expansion_probability number/number',
    'health_model string/text',
    'health_scored_at datetime/date',
    'health_breakdown string/textarea',
  ]);
});

test('options are those of the contract', () => {
  expect(optionsOf('health_band')).toEqual(['red', 'orange', 'yellow', 'green', 'unknown']);
  expect(optionsOf('health_previous_band')).toEqual(optionsOf('health_band'));
  expect(optionsOf('health_alert_level')).toEqual(['critical', 'at_risk', 'warning', 'healthy', 'unknown']);
  expect(optionsOf('health_trend')).toEqual(['improving', 'stable', 'declining']);
  expect(optionsOf('health_playbook')).toEqual(['expand', 'stabilise', 'intervene', 'escalate']);
  expect(optionsOf('health_signals')).toEqual([...EARLY_WARNINGS]);
});

test('values in the notation of HubSpot', () => {
  const { health_breakdown, ...values } = healthProperties(VIEW);
  expect(values).toEqual({
    health_score: '72.4',
    health_band: 'yellow',
    health_alert_level: 'at_risk',
    health_product_score: '81.3',
    health_relationship_score: '64',
    health_business_score: '',
    health_delta_30d: '-4.1',
    health_trend: 'stable',
    health_coverage: '93.3',
    health_top_risks: 'Seats in use: 40 %\nAn invoice is 12 days late',
    health_playbook: 'stabilise',
    health_previous_band: 'green',
    health_band_changed_at: '2026-10-03T02:00:00.000Z',
    health_signals: 'usage-drop;key-user-at-risk',
    health_renewal_probability: '87.7',
    health_expansion_probability: '',
    health_model: 'three-dimension v3',
    health_scored_at: '2026-11-01T02:00:00.000Z',
  });
  expect(JSON.parse(health_breakdown ?? '')).toEqual(VIEW.breakdown);
});

test('the playbook is that of the band people see, as the card shows it', () => {
  const plan = { playbook: 'expand' as const, cadence: { en: '', es: '' }, steps: [] };
  const breakdown = { ...VIEW.breakdown, words: { plan } as unknown as HealthBreakdown['words'] };
  expect(healthProperties({ ...VIEW, breakdown }).health_playbook).toBe('expand');
});

test('thriving is published as green', () => {
  const values = healthProperties({ ...VIEW, publishedBand: 'thriving', previousBand: 'thriving' });
  expect([values.health_band, values.health_previous_band]).toEqual(['green', 'green']);
});

test('what is not known clears, it is never zero', () => {
  const nothing = healthProperties({
    ...VIEW,
    publishedBand: 'unknown',
    previousBand: null,
    bandChangedAt: null,
    topRisks: [],
    renewalProbability: null,
    result: {
      ...RESULT,
      score: null,
      alert: 'unknown',
      delta30d: null,
      trend: null,
      coverage: 0,
      dimensions: [],
      signals: [],
      playbook: null,
    },
  });
  const empty = Object.entries(nothing).flatMap(([name, value]) => (value === '' ? [name] : []));
  expect(empty).toEqual([
    'health_score',
    'health_product_score',
    'health_relationship_score',
    'health_business_score',
    'health_delta_30d',
    'health_trend',
    'health_top_risks',
    'health_playbook',
    'health_previous_band',
    'health_band_changed_at',
    'health_signals',
    'health_renewal_probability',
    'health_expansion_probability',
  ]);
  expect(nothing).toMatchObject({
    health_band: 'unknown',
    health_alert_level: 'unknown',
    health_coverage: '0',
  });
});

test.each([
  [Number.NaN, ''],
  [Number.POSITIVE_INFINITY, ''],
  [-0.01, '0'],
  [100, '100'],
  [1e-9, '0'],
  [99.96, '100'],
])('a score of %p is written as "%s"', (score, expected) => {
  expect(healthProperties({ ...VIEW, result: { ...RESULT, score } }).health_score).toBe(expected);
});

test('an impossible time is left empty instead of failing the batch', () => {
  expect(healthProperties({ ...VIEW, bandChangedAt: 'last week' }).health_band_changed_at).toBe('');
});
