import { AppError } from '../../../src/errors.ts';
import { MODELS, resolveModel, SEGMENTS, type Segment } from '../../../src/scoring/index.ts';
import { applySegment } from '../../../src/scoring/models/apply-segment.ts';
import { MODEL, score } from '../subject.ts';

const weightsOf = (segment?: string | null, modelId?: string) =>
  resolveModel({ segment }, modelId).dimensions.map(({ weight }) => weight);

describe('which model scores a company', () => {
  test('the default when nothing is said', () => {
    expect(resolveModel({})).toBe(MODEL);
    expect(resolveModel({ segment: null })).toBe(MODEL);
    expect(resolveModel({ segment: 'never heard of' })).toBe(MODEL);
  });

  test('segments override the weights of the three dimensions', () => {
    expect(weightsOf('enterprise')).toEqual([0.3, 0.4, 0.3]);
    expect(weightsOf('smb')).toEqual([0.5, 0.2, 0.3]);
    expect(weightsOf('product-led')).toEqual([0.55, 0.15, 0.3]);
    expect(resolveModel({ segment: 'smb' })).toMatchObject({
      id: 'three-dimension',
      version: 1,
      segment: 'smb',
    });
  });

  test.each(['Enterprise', ' ENTERPRISE ', 'enterprise'])('%j is the segment enterprise', (segment) => {
    expect(resolveModel({ segment }).segment).toBe('enterprise');
  });

  test.each(['Product led', 'product_led', 'PRODUCT-LED'])('%j is the segment product-led', (segment) => {
    expect(resolveModel({ segment }).segment).toBe('product-led');
  });

  test('the model asked for beats the segment, whose overrides of other models do not touch it', () => {
    expect(resolveModel({ segment: 'smb' }, 'four-metric')).toBe(MODELS.get('four-metric'));
    expect(resolveModel({ segment: 'smb' }, 'three-dimension').segment).toBe('smb');
  });

  test('an unknown model is refused with those that exist', () => {
    expect(() => resolveModel({}, 'five-stars')).toThrow(
      new AppError(
        'not-found',
        'there is no model "five-stars"; known models: three-dimension, eight-pillar, vital-signs, four-metric, impact-frequency',
      ),
    );
  });
});

describe('a segment', () => {
  const segment = (override: Segment['overrides'][string]): Segment => ({
    id: 'test',
    title: { en: 'Test', es: 'Prueba' },
    note: 'for a test',
    source: 'Pulso',
    overrides: { 'three-dimension': override },
  });
  const indicatorsOf = (override: Segment['overrides'][string]) =>
    applySegment(MODEL, segment(override)).dimensions.flatMap(({ indicators }) => indicators);

  test('can drop an indicator, whose weight the others of the dimension take over', () => {
    const weights = indicatorsOf({ drop: ['integration-usage'] }).map(({ id, weight, applicable }) => [
      id,
      weight,
      applicable,
    ]);
    expect(weights).toContainEqual(['integration-usage', 0.15, false]);
    expect(weights).toContainEqual(['login-activity', expect.closeTo(0.1 / 0.85, 12), true]);
  });

  test('a dropped indicator is not applicable and not missing', () => {
    const model = applySegment(MODEL, segment({ drop: ['champion-advocacy'] }));
    const result = score({ relationship: { champion: { identified: false } } }, model);
    expect(result.indicators.find(({ id }) => id === 'champion-advocacy')).toMatchObject({
      state: 'not-applicable',
      score: null,
      weight: 0,
      reason: 'the segment does not use this indicator',
    });
    expect(result.score).toBeNull();
    const covered = score({ relationship: { sponsor: { identified: true } } }, model);
    expect(covered.coverage).toBeCloseTo(0.3 * (0.25 / 0.9), 12);
  });

  test('can replace weights and parameters', () => {
    const indicators = indicatorsOf({
      indicators: { 'roi-multiple': 0.3, 'outcome-attainment': 0.2 },
      params: {
        'roi-multiple': {
          curve: [
            [0, 0],
            [10, 100],
          ],
        },
      },
    });
    expect(indicators.find(({ id }) => id === 'roi-multiple')).toMatchObject({
      weight: 0.3,
      params: {
        curve: [
          [0, 0],
          [10, 100],
        ],
      },
    });
  });

  test('cannot override what the model does not have', () => {
    const override = { dimensions: { luck: 1 }, drop: ['mood'], indicators: { smile: 1 } };
    expect(() => applySegment(MODEL, segment(override))).toThrow('luck, smile, mood');
  });

  test('cannot leave weights that do not sum to 1', () => {
    expect(() => applySegment(MODEL, segment({ dimensions: { product: 0.9 } }))).toThrow('sum to 1.5, not 1');
  });

  test('without overrides of a model leaves it as it is', () => {
    for (const model of MODELS.values()) {
      if (model.id !== MODEL.id) expect(applySegment(model, segment({}))).toBe(model);
    }
  });

  test('the shipped ones are those of S0', () => {
    expect([...SEGMENTS.keys()]).toEqual(['enterprise', 'smb', 'product-led']);
  });
});
