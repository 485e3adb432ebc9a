import { AppError } from '../../src/errors.ts';
import { parseSignals } from '../../src/model/parse-signals.ts';

function failure(document: unknown): AppError {
  try {
    parseSignals(document);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

const withUsage = (usage: unknown) => ({ companies: [{ companyId: 'c-1', usage }] });

test('only companyId is required', () => {
  expect(parseSignals({ companies: [{ companyId: 'c-1' }] })).toEqual({
    asOf: null,
    companies: [{ companyId: 'c-1' }],
    warnings: [],
  });
});

test('null means no data, like a missing field', () => {
  const { companies } = parseSignals(
    withUsage({ seats: null, users: [{ id: 'u1', role: null, lastActive: null }] }),
  );
  expect(companies[0]?.usage?.seats).toBeUndefined();
  expect(companies[0]?.usage?.users?.[0]?.role).toBeUndefined();
});

test('an unknown field is a warning with company and path, and is dropped', () => {
  const { warnings, companies } = parseSignals({
    extra: 1,
    companies: [{ companyId: 'c-1', color: 'red', usage: { users: [{ id: 'u1', age: 4 }] } }],
  });
  expect(warnings).toEqual([
    { companyId: null, path: 'extra', message: 'unknown field, ignored' },
    { companyId: 'c-1', path: 'companies[0].color', message: 'unknown field, ignored' },
    { companyId: 'c-1', path: 'companies[0].usage.users[0].age', message: 'unknown field, ignored' },
  ]);
  expect(companies[0]).not.toHaveProperty('color');
});

test.each([
  ['negative seats', withUsage({ seats: -1 }), 'companies[0].usage.seats'],
  ['a wrong type', withUsage({ seats: '20' }), 'companies[0].usage.seats'],
  ['NaN', withUsage({ seats: Number.NaN }), 'companies[0].usage.seats'],
  ['NaN that a writer put as text', withUsage({ seats: 'NaN' }), 'companies[0].usage.seats'],
  ['infinity', withUsage({ seats: Number.POSITIVE_INFINITY }), 'companies[0].usage.seats'],
  [
    '31 active days in 30',
    withUsage({ users: [{ id: 'u', activeDays: [31] }] }),
    'companies[0].usage.users[0].activeDays[0]',
  ],
  ['an unknown role', withUsage({ users: [{ id: 'u', role: 'boss' }] }), 'companies[0].usage.users[0].role'],
  [
    'a date that does not exist',
    withUsage({ daily: [{ date: '2026-02-30', activeUsers: 1 }] }),
    'companies[0].usage.daily[0].date',
  ],
  [
    'coverage that ends before it starts',
    withUsage({ coverage: { from: '2026-02-02', to: '2026-02-01' } }),
    'companies[0].usage.coverage',
  ],
])('%s names the company and the path', (_what, document, path) => {
  const error = failure(document);
  expect(error.code).toBe('input-invalid');
  expect(error.exitCode).toBe(2);
  expect(error.message).toContain(`company c-1: ${path}: `);
});

test.each([
  [{ kind: 'nps', score: 11, at: '2026-01-01' }],
  [{ kind: 'csat', score: 0, at: '2026-01-01' }],
  [{ kind: 'smile', score: 3, at: '2026-01-01' }],
])('an impossible survey answer %j is refused', (survey) => {
  const error = failure({ companies: [{ companyId: 'c-1', relationship: { surveys: [survey] } }] });
  expect(error.message).toContain('companies[0].relationship.surveys[0]');
});

test('a duplicate company is named with where it stood first, even when the first is broken', () => {
  expect(
    failure({ companies: [{ companyId: 'a' }, { companyId: 'b' }, { companyId: 'a' }] }).message,
  ).toContain('company a: companies[2].companyId: duplicate of companies[0]');
  const broken = failure({ companies: [{ companyId: 'a', usage: 1 }, { companyId: 'a' }] });
  expect(broken.message).toContain('companies[0].usage');
  expect(broken.message).toContain('duplicate of companies[0]');
});

test('all faults are reported at once, and a flood is cut with a count', () => {
  const error = failure({ asOf: 'soon', companies: [{ companyId: '' }, { usage: {} }, 7] });
  expect(error.message.split('\n').length).toBe(5);
  const many = failure({ companies: Array.from({ length: 80 }, () => ({})) });
  expect(many.message).toContain('… and 30 more');
});

test.each([null, 7, 'text', [], {}, { companies: {} }])(
  'a document that is no signals file (%j) is refused',
  (document) => {
    expect(failure(document).code).toBe('input-invalid');
  },
);
