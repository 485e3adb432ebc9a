import fc from 'fast-check';
import { healthProperties } from '../../../src/hubspot/properties/index.ts';
import { planWrites } from '../../../src/hubspot/write-back/index.ts';
import { BREAKDOWN, VIEW } from '../helpers/health-view.ts';

const plan = (desired: Record<string, string>, current?: Record<string, string | null>) =>
  planWrites(new Map([['101', desired]]), new Map(current === undefined ? [] : [['101', current]]));

const published = healthProperties(VIEW);

test('a company without any value gets all of them but the empty ones', () => {
  const [update] = plan(published);
  const filled = Object.entries(published).filter(([, value]) => value !== '');
  expect(update).toEqual({ companyId: '101', properties: Object.fromEntries(filled) });
});

test('what is there already is not written', () => {
  expect(plan(published, published)).toEqual([]);
});

test('HubSpot’s own notation of the same value is no change', () => {
  const current = {
    ...published,
    health_score: '72.40',
    health_coverage: '93.300',
    health_business_score: null,
    health_signals: 'key-user-at-risk;usage-drop',
    health_band_changed_at: '2026-10-03T02:00:00Z',
    health_scored_at: String(Date.parse('2026-11-01T02:00:00Z')),
  };
  expect(plan(published, current)).toEqual([]);
});

test('only the changed properties are written', () => {
  expect(plan({ ...published, health_score: '71.9' }, published)).toEqual([
    { companyId: '101', properties: { health_score: '71.9' } },
  ]);
});

test('clearing is a change, and so is filling', () => {
  expect(plan({ health_trend: '' }, { health_trend: 'stable' })).toHaveLength(1);
  expect(plan({ health_score: '0' }, { health_score: '' })).toHaveLength(1);
  expect(plan({ health_score: '0' }, { health_score: null })).toHaveLength(1);
  expect(plan({ health_trend: '' }, { health_trend: null })).toEqual([]);
});

test('a later scoring with the same outcome is no reason to write, with another one its time goes along', () => {
  const scoredAt = '2026-11-01T03:00:00.000Z';
  const amplitude = { status: 'ok', fetchedAt: scoredAt, reason: null } as const;
  const breakdown = { ...BREAKDOWN, scoredAt, sources: { amplitude } };
  const later = healthProperties({ ...VIEW, scoredAt, breakdown });
  expect(plan(later, published)).toEqual([]);
  const [update] = plan({ ...later, health_band: 'orange' }, published);
  expect(Object.keys(update?.properties ?? {})).toEqual([
    'health_band',
    'health_scored_at',
    'health_breakdown',
  ]);
});

test('news inside the breakdown is a reason', () => {
  const breakdown = { ...BREAKDOWN, people: [] };
  expect(plan(healthProperties({ ...VIEW, breakdown }), published)).toHaveLength(1);
});

test.each(['not json', '{"v":1', '[]', 'null'])(
  'a breakdown that someone changed to %s is repaired',
  (text) => {
    expect(plan(published, { ...published, health_breakdown: text })).toHaveLength(1);
  },
);

test('companies that are not wanted are left alone', () => {
  expect(planWrites(new Map(), new Map([['7', { health_score: '1' }]]))).toEqual([]);
});

test('writing the plan leaves nothing to plan', () => {
  const text = fc.constantFrom(
    '',
    '0',
    '-0',
    '1.50',
    '1.5',
    'red',
    'a;b',
    'b;a',
    '2026-11-01T00:00:00Z',
    'ü"\n',
  );
  const properties = fc.dictionary(fc.constantFrom(...Object.keys(published)), text);
  fc.assert(
    fc.property(properties, properties, (desired, current) => {
      const [update] = plan(desired, current);
      expect(plan(desired, { ...current, ...update?.properties })).toEqual([]);
    }),
  );
});
