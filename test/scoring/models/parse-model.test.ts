import { AppError } from '../../../src/errors.ts';
import { MODELS, parseModel } from '../../../src/scoring/index.ts';

/** A small valid document, as a person would write it. */
function document(change: Record<string, unknown> = {}) {
  return {
    id: 'mine',
    version: 1,
    title: { en: 'Mine', es: 'Mío' },
    author: 'ops@example.com',
    note: 'for a test',
    source: 'S0',
    effectiveFrom: '2026-05-01',
    kind: 'weighted',
    bands: [
      { id: 'red', from: 0 },
      { id: 'green', from: 50 },
    ],
    dimensions: [
      {
        id: 'one',
        title: { en: 'One', es: 'Uno' },
        weight: 1,
        indicators: [{ id: 'ticket-load', weight: 1 }],
      },
    ],
    caps: [],
    ...change,
  };
}

function dimension(id: string, weight: number, indicators: unknown[]) {
  return { id, title: { en: id, es: id }, weight, indicators };
}

/** Everything the check complains about. */
function faultsOf(change: Record<string, unknown>): string {
  try {
    parseModel(document(change));
  } catch (error) {
    if (error instanceof AppError && error.code === 'model-invalid') return error.message;
    throw error;
  }
  return 'none';
}

test('a valid document gets its defaults', () => {
  const model = parseModel(document());
  expect(model).toMatchObject({
    segment: null,
    minimumCoverage: 0.4,
    actions: [],
    alerts: [{ id: 'critical' }, { id: 'at-risk' }, { id: 'warning' }, { id: 'healthy' }],
  });
  expect(model.dimensions[0]?.indicators[0]).toMatchObject({
    applicable: true,
    params: {
      curve: [
        [0, 100],
        [1, 80],
        [2, 60],
        [3, 35],
        [5, 10],
        [8, 0],
      ],
    },
  });
});

test('a model can be written down and read again without a change', () => {
  for (const model of MODELS.values()) expect(parseModel(JSON.parse(JSON.stringify(model)))).toEqual(model);
});

test('indicators without a weight share the dimension equally', () => {
  const indicators = ['ticket-load', 'csm-pulse', 'journey-progress'].map((id) => ({ id }));
  const model = parseModel(document({ dimensions: [dimension('one', 1, indicators)] }));
  expect(model.dimensions[0]?.indicators.map(({ weight }) => weight)).toEqual([1 / 3, 1 / 3, 1 / 3]);
});

test('parameters can be replaced one by one', () => {
  const indicators = [{ id: 'csm-pulse', weight: 1, params: { validDays: 30 } }];
  const model = parseModel(document({ dimensions: [dimension('one', 1, indicators)] }));
  expect(model.dimensions[0]?.indicators[0]?.params).toMatchObject({
    validDays: 30,
    curve: [
      [1, 0],
      [2, 30],
      [3, 60],
      [4, 85],
      [5, 100],
    ],
  });
});

test.each([
  [
    'an unknown indicator',
    { dimensions: [dimension('one', 1, [{ id: 'mood', weight: 1 }])] },
    'unknown indicator "mood"',
  ],
  ['an unknown cap', { caps: [{ id: 'bad-day', limit: 50, params: {} }] }, 'unknown cap "bad-day"'],
  [
    'a cap on an unknown dimension',
    { caps: [{ id: 'usage-silence', limit: 50, dimension: { id: 'two', limit: 9 }, params: { days: 9 } }] },
    'cap "usage-silence" limits the unknown dimension "two"',
  ],
  [
    'weights of dimensions that do not sum to 1',
    { dimensions: [dimension('one', 0.9, [{ id: 'ticket-load', weight: 1 }])] },
    'the weights of the dimensions sum to 0.9, not 1',
  ],
  [
    'weights of indicators that do not sum to 1',
    {
      dimensions: [
        dimension('one', 1, [
          { id: 'ticket-load', weight: 0.6 },
          { id: 'csm-pulse', weight: 0.6 },
        ]),
      ],
    },
    'the weights of dimension "one" sum to 1.2, not 1',
  ],
  [
    'an indicator named twice',
    {
      dimensions: [
        dimension('one', 0.5, [{ id: 'ticket-load', weight: 1 }]),
        dimension('two', 0.5, [{ id: 'ticket-load', weight: 1 }]),
      ],
    },
    'indicator "ticket-load" appears more than once',
  ],
  [
    'a dimension named twice',
    {
      dimensions: [
        dimension('one', 0.5, [{ id: 'ticket-load', weight: 1 }]),
        dimension('one', 0.5, [{ id: 'csm-pulse', weight: 1 }]),
      ],
    },
    'dimension "one" appears more than once',
  ],
  [
    'a dimension without indicators',
    { dimensions: [dimension('one', 1, [])] },
    'dimension "one" has no indicators',
  ],
  [
    'a parameter the indicator does not know',
    { dimensions: [dimension('one', 1, [{ id: 'ticket-load', weight: 1, params: { curv: 3 } }])] },
    'indicator "ticket-load" does not know "curv"',
  ],
  [
    'a number where a curve belongs',
    { dimensions: [dimension('one', 1, [{ id: 'ticket-load', weight: 1, params: { curve: 3 } }])] },
    'indicator "ticket-load": "curve" must be a curve',
  ],
  [
    'a cap without its number',
    { caps: [{ id: 'weak-dimension', limit: 50, params: {} }] },
    'cap "weak-dimension" needs the number "below"',
  ],
  [
    'a curve that does not rise',
    {
      dimensions: [
        dimension('one', 1, [
          {
            id: 'ticket-load',
            weight: 1,
            params: {
              curve: [
                [0, 1],
                [0, 2],
              ],
            },
          },
        ]),
      ],
    },
    'control points must rise strictly',
  ],
  [
    'a curve with a score above 100',
    { dimensions: [dimension('one', 1, [{ id: 'ticket-load', weight: 1, params: { curve: [[0, 101]] } }])] },
    'dimensions.0.indicators.0.params.curve',
  ],
  [
    'bands out of order',
    {
      bands: [
        { id: 'red', from: 40 },
        { id: 'green', from: 0 },
      ],
    },
    'bands: ranges must rise strictly',
  ],
  [
    'a band twice',
    {
      bands: [
        { id: 'red', from: 0 },
        { id: 'red', from: 10 },
      ],
    },
    'band "red" appears more than once',
  ],
  ['an unknown band', { bands: [{ id: 'purple', from: 0 }] }, 'bands.0.id'],
  [
    'a negative weight',
    { dimensions: [dimension('one', -1, [{ id: 'ticket-load', weight: 1 }])] },
    'dimensions.0.weight',
  ],
  ['an unknown field', { colour: 'blue' }, 'Unrecognized key: "colour"'],
  ['a date that is none', { effectiveFrom: '2026-02-30' }, 'effectiveFrom: expected an ISO 8601 date'],
  [
    'actions in a weighted model',
    { actions: [{ id: 'a', title: { en: 'a', es: 'a' }, impact: 1 }] },
    'a weighted model has no actions',
  ],
  [
    'an impact-frequency model without actions',
    { kind: 'impact-frequency', dimensions: [dimension('one', 1, [])] },
    'needs actions',
  ],
])('%s is refused', (_name, change, message) => {
  expect(faultsOf(change)).toContain(message);
});

test('every fault is named at once, with the id of the model', () => {
  const message = faultsOf({
    dimensions: [
      dimension('one', 0.7, [
        { id: 'mood', weight: 0.5 },
        { id: 'luck', weight: 0.4 },
      ]),
    ],
    caps: [{ id: 'bad-day', limit: 50, params: {} }],
  });
  expect(message).toBe(
    'model "mine": the weights of the dimensions sum to 0.7, not 1; the weights of dimension "one" sum to 0.9, not 1; ' +
      'unknown indicator "mood"; unknown indicator "luck"; unknown cap "bad-day"',
  );
});

test.each([null, 7, 'model', [], {}, { id: 'x' }])('%j is no model', (rubbish) => {
  expect(() => parseModel(rubbish)).toThrow(AppError);
});
