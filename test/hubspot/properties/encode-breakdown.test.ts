import { encodeBreakdown, MAX_BREAKDOWN_CHARACTERS } from '../../../src/hubspot/properties/index.ts';
import { type HealthBreakdown, healthBreakdown } from '../../../src/model/breakdown.ts';
import { BREAKDOWN, RESULT } from '../helpers/health-view.ts';

const many = <Item>(count: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => item(index));
const person = (text: string) => (index: number) => ({
  id: `u${index}`,
  name: text,
  role: 'member',
  lastActive: null,
});

function encode(change: Partial<HealthBreakdown>) {
  const encoded = encodeBreakdown({ ...BREAKDOWN, ...change });
  expect(encoded.json.length).toBeLessThan(MAX_BREAKDOWN_CHARACTERS);
  const raw = JSON.parse(encoded.json) as { trimmed?: string[] };
  return { trimmed: encoded.trimmed, raw, parsed: healthBreakdown.parse(raw) };
}

test('a usual breakdown is kept whole', () => {
  const { trimmed, raw, parsed } = encode({});
  expect(trimmed).toEqual([]);
  expect(raw.trimmed).toBeUndefined();
  expect(parsed).toEqual(BREAKDOWN);
});

test('people go first, and the first of them stay', () => {
  const { trimmed, raw, parsed } = encode({ people: many(20, person('x'.repeat(5000))) });
  expect(trimmed).toEqual(['people']);
  expect(raw.trimmed).toEqual(['people']);
  expect(parsed.people.map(({ id }) => id)).toEqual(many(10, (index) => `u${index}`));
  expect(parsed.history).toEqual(BREAKDOWN.history);
});

test('thousands of users do not push out the rest', () => {
  const users = many(5000, (index) => ({ id: `user-${index}`, score: 50.123456, atRisk: false }));
  const { trimmed, parsed } = encode({ result: { ...RESULT, users } });
  expect(trimmed).toEqual(['people']);
  expect(parsed.result.users.length).toBeGreaterThan(500);
  expect(parsed.result.indicators).toEqual(RESULT.indicators);
});

test('then the oldest history', () => {
  const history = many(9000, (index): [string, number] => [`day-${index}`, index]);
  const { trimmed, parsed } = encode({ history });
  expect(trimmed).toEqual(['people', 'history']);
  expect(parsed.history.at(-1)).toEqual(['day-8999', 8999]);
  expect(parsed.history.length).toBeGreaterThan(1000);
});

test('then indicator values, but never scores and contributions', () => {
  const [first] = RESULT.indicators;
  const indicators = many(18, (index) => ({ ...first!, id: `i${index}`, value: { note: 'y'.repeat(6000) } }));
  const { trimmed, parsed } = encode({ result: { ...RESULT, indicators } });
  expect(trimmed).toEqual(['people', 'history', 'values']);
  expect(parsed.result.indicators.map(({ contribution }) => contribution)).toEqual(many(18, () => 3.692));
});

test('at last the ends of hostile texts, without cutting a character in half', () => {
  const sources = {
    amplitude: { status: 'error' as const, fetchedAt: null, reason: '😀"\\\u0000'.repeat(30_000) },
  };
  const { trimmed, parsed } = encode({ sources });
  expect(trimmed).toContain('texts');
  const reason = parsed.sources.amplitude?.reason as string;
  expect([...reason]).toHaveLength(200);
  expect(reason.isWellFormed()).toBe(true);
});

test('what cannot be made to fit is an error that names the company', () => {
  const dimensionChanges = Object.fromEntries(many(20_000, (index) => [`dimension-${index}`, index]));
  expect(() => encode({ dimensionChanges })).toThrow(/company 101/);
});
