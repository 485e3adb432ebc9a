import fc from 'fast-check';
import { isHealthBreakdown, parseBreakdown } from '../../extensions/ui/health/breakdown.ts';
import { healthBreakdown } from '../../src/model/breakdown.ts';
import { messageTexts, say } from '../../src/model/messages/message.ts';
import { CUSTOMER_KINDS, fixtureCompany } from './fixtures/companies.ts';

const NOW = Date.parse('2026-11-20T08:00:00Z');
const breakdowns = CUSTOMER_KINDS.map((kind) => fixtureCompany(kind, NOW).breakdown);

/** Every path to a value inside a document. */
function paths(value: unknown, here: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [here];
  const inner = Object.entries(value).flatMap(([key, each]) => paths(each, [...here, key]));
  return here.length === 0 ? inner : [here, ...inner];
}

/** The document with the value at a path replaced. */
function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const inner = (value as Record<string, unknown>)[key];
  const next = replaced(inner, rest, by);
  return Array.isArray(value)
    ? value.map((each: unknown, index) => (String(index) === key ? next : each))
    : { ...(value as object), [key]: next };
}

describe('the guard and the schema of the model agree', () => {
  test.each(CUSTOMER_KINDS)('a real breakdown passes: %s', (kind) => {
    const { breakdown, properties } = fixtureCompany(kind, NOW);
    expect(healthBreakdown.safeParse(breakdown).success).toBe(true);
    expect(parseBreakdown(properties['health_breakdown'])).toEqual(JSON.parse(JSON.stringify(breakdown)));
  });

  test('whatever one value becomes, the guard accepts nothing that the schema refuses', () => {
    const odd = fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.double(),
      fc.string(),
      fc.constant({}),
      fc.constant([]),
    );
    const broken = fc
      .constantFrom(...breakdowns)
      .chain((breakdown) => fc.tuple(fc.constant(breakdown), fc.constantFrom(...paths(breakdown)), odd))
      .map(([breakdown, path, by]) => replaced(breakdown, path, by));
    fc.assert(
      fc.property(broken, (document) => {
        fc.pre(isHealthBreakdown(document));
        expect(healthBreakdown.safeParse(document).error).toBeUndefined();
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  test.each([
    ['none', null],
    ['of an older version', 'The key was refused.'],
    ['in every language', messageTexts(say('remedy.refused'))],
  ])('a source that failed with a reason %s passes', (_, reason) => {
    const sources = { stripe: { status: 'error' as const, fetchedAt: null, reason } };
    const breakdown = { ...breakdowns[0], sources };
    expect(healthBreakdown.safeParse(breakdown).success).toBe(true);
    expect(isHealthBreakdown(breakdown)).toBe(true);
  });

  test('every field of the schema is asked for', () => {
    const [breakdown] = breakdowns;
    for (const [field, schema] of Object.entries(healthBreakdown.shape)) {
      if (schema.safeParse(undefined).success) continue;
      const { [field as keyof typeof breakdown]: _, ...without } = breakdown ?? {};
      expect([field, isHealthBreakdown(without)]).toEqual([field, false]);
    }
  });
});

test.each([null, undefined, '', '[]', 'null', '{"v":1}', '{'])('%s is no breakdown', (value) => {
  expect(parseBreakdown(value)).toBeNull();
});
