import { resolveModel } from '../../../src/scoring/index.ts';
import { customise } from '../../../src/scoring/models/customise.ts';

const model = resolveModel({});
const weights = (changed: typeof model) =>
  Object.fromEntries(changed.dimensions.map(({ id, weight }) => [id, weight]));
const sum = (parts: readonly { readonly weight: number }[]) =>
  parts.reduce((total, { weight }) => total + weight, 0);

test('without a revision the model is the shipped one', () => {
  expect(customise(model, { dimensions: { product: 1 } }, 0, false)).toBe(model);
});

test('weights are brought to sum to 1, and the version says that it is another model', () => {
  const changed = customise(
    model,
    { dimensions: { product: 0.6 }, indicators: { 'power-users': 0.5 } },
    3,
    false,
  );
  expect(changed.version).toBe(model.version + 3);
  expect(weights(changed)['product']).toBeCloseTo(0.5);
  expect(weights(changed)['business']).toBeCloseTo(0.25);
  for (const dimension of changed.dimensions) expect(sum(dimension.indicators)).toBeCloseTo(1);
});

test('weights that leave nothing are not taken', () => {
  const none = { product: 0, relationship: 0, business: 0 };
  expect(weights(customise(model, { dimensions: none }, 1, false))).toEqual(weights(model));
});

test('a segment keeps its own weights unless they are changed for it', () => {
  const enterprise = resolveModel({ segment: 'enterprise' });
  const everybody = { dimensions: { product: 1, relationship: 0, business: 0 } };
  expect(weights(customise(enterprise, everybody, 1, true))).toEqual(weights(enterprise));
  const own = { ...everybody, segments: { enterprise: { product: 0, relationship: 1, business: 0 } } };
  expect(weights(customise(enterprise, own, 1, true))).toEqual({ product: 0, relationship: 1, business: 0 });
});

test('starts of bands that another model left behind are taken only where they are in order', () => {
  const start = (changed: typeof model) => changed.bands.map(({ from }) => from);
  const fewer = { bands: { yellow: 35, green: 70 } };
  expect(start(customise(model, fewer, 1, false))).toEqual([0, 40, 60, 80]);
  const fourMetric = resolveModel({}, 'four-metric');
  expect(start(customise(fourMetric, fewer, 1, false))).toEqual([0, 35, 70, 100]);
  const more = { bands: { orange: 20, yellow: 35, green: 70 } };
  expect(start(customise(fourMetric, more, 1, false))).toEqual([0, 35, 70, 100]);
});

test('bands, thresholds and coverage; ids the model does not have are ignored', () => {
  const changed = customise(
    model,
    {
      dimensions: { nonsense: 1 },
      bands: { orange: 30, yellow: 50, green: 70 },
      thresholds: { trend: 3, rapidDecline: 10 },
      minimumCoverage: 0.2,
    },
    1,
    false,
  );
  expect(changed.bands.map(({ from }) => from)).toEqual([0, 30, 50, 70]);
  expect(changed.thresholds).toMatchObject({ trend: 3, rapidDecline: 10, satisfiedNps: 9 });
  expect(changed.minimumCoverage).toBe(0.2);
  expect(weights(changed)).toEqual(weights(model));
});
