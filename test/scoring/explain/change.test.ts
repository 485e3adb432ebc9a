import fc from 'fast-check';
import { explainChange } from '../../../src/scoring/explain/index.ts';
import { type ChangeTerm } from '../../../src/model/breakdown.ts';
import { anyResult, result } from './results.ts';

const sum = (terms: readonly ChangeTerm[]) => terms.reduce((total, term) => total + term.points, 0);
const pointsOf = (terms: readonly ChangeTerm[], id: string) => terms.find((term) => term.id === id)?.points;

describe('explainChange', () => {
  test('gives each indicator its own points, largest first', () => {
    const before = result({ seats: [0.5, 80], invoices: [0.3, 60], nps: [0.2, 50] });
    const after = result({ seats: [0.5, 68], invoices: [0.3, 50], nps: [0.2, 55] });
    const terms = explainChange(before, after);
    expect(terms.map((term) => [term.id, term.kind])).toEqual([
      ['seats', 'indicator'],
      ['invoices', 'indicator'],
      ['nps', 'indicator'],
    ]);
    expect(terms.map((term) => term.points)).toEqual([
      expect.closeTo(-6, 9),
      expect.closeTo(-3, 9),
      expect.closeTo(1, 9),
    ]);
  });

  test('puts an indicator that disappears, and the new weights of the others, under coverage', () => {
    const before = result({ seats: [0.5, 80], nps: [0.5, 20] });
    const after = result({ seats: [0.5, 80], nps: [0.5, null] });
    expect(explainChange(before, after)).toEqual([
      { id: 'coverage', kind: 'coverage', points: expect.closeTo(30, 9) as number },
    ]);
  });

  test('keeps an own change apart from a re-weighting at the same time', () => {
    const before = result({ seats: [0.5, 80], nps: [0.5, null] });
    const after = result({ seats: [0.5, 60], nps: [0.5, 40] });
    const terms = explainChange(before, after);
    expect(pointsOf(terms, 'seats')).toBeCloseTo(-20 * 0.75, 9);
    expect(pointsOf(terms, 'nps')).toBeUndefined();
    expect(pointsOf(terms, 'coverage')).toBeCloseTo(-15, 9);
  });

  test('shows what a cap took as a term of its own', () => {
    const before = result({ seats: [1, 90] });
    const after = result({ seats: [1, 88] }, 59);
    const terms = explainChange(before, after);
    expect(terms[0]).toEqual({ id: 'caps', kind: 'cap', points: expect.closeTo(-29, 9) as number });
    expect(pointsOf(terms, 'seats')).toBeCloseTo(-2, 9);
  });

  test('shows a lifted cap as points won', () => {
    const terms = explainChange(result({ seats: [1, 90] }, 59), result({ seats: [1, 90] }));
    expect(terms).toEqual([{ id: 'caps', kind: 'cap', points: expect.closeTo(31, 9) as number }]);
  });

  test('keeps the model apart from the customer', () => {
    const before = result({ seats: [0.5, 80], nps: [0.5, 40] });
    const rescoredBefore = result({ seats: [0.9, 80], nps: [0.1, 40] });
    const after = result({ seats: [0.9, 70], nps: [0.1, 40] });
    const terms = explainChange(before, after, { rescoredBefore });
    expect(terms).toEqual([
      { id: 'model-change', kind: 'model-change', points: expect.closeTo(16, 9) as number },
      { id: 'seats', kind: 'indicator', points: expect.closeTo(-9, 9) as number },
    ]);
  });

  test('is all the model when the old signals score nothing under the new one', () => {
    const before = result({ seats: [1, 80] });
    const terms = explainChange(before, result({ seats: [1, 70] }), {
      rescoredBefore: result({ seats: [1, null] }),
    });
    expect(terms).toEqual([{ id: 'model-change', kind: 'model-change', points: -10 }]);
  });

  test('has nothing to say when nothing moved', () => {
    const same = result({ seats: [0.4, 80], nps: [0.6, 33] });
    expect(explainChange(same, same)).toEqual([]);
  });

  test('has no terms from or to an unknown score', () => {
    const known = result({ seats: [1, 80] });
    const unknown = result({ seats: [1, null] });
    expect(explainChange(unknown, known)).toEqual([]);
    expect(explainChange(known, unknown)).toEqual([]);
  });
});

describe('explainChange, for any two results', () => {
  const scored = anyResult.filter((each) => each.score !== null);

  test('the terms add up to the change of the score', () => {
    fc.assert(
      fc.property(
        scored,
        scored,
        fc.option(anyResult, { nil: undefined }),
        (before, after, rescoredBefore) => {
          const terms = explainChange(before, after, rescoredBefore === undefined ? {} : { rescoredBefore });
          expect(Math.abs(sum(terms) - ((after.score ?? 0) - (before.score ?? 0)))).toBeLessThan(1e-9);
        },
      ),
    );
  });

  test('the way back has the same terms with the sign turned', () => {
    fc.assert(
      fc.property(scored, scored, (before, after) => {
        const there = explainChange(before, after);
        const back = explainChange(after, before);
        for (const term of there) expect(pointsOf(back, term.id)).toBeCloseTo(-term.points, 9);
        expect(back).toHaveLength(there.length);
      }),
    );
  });

  test('an indicator whose own score stood still is never named', () => {
    fc.assert(
      fc.property(scored, scored, (before, after) => {
        const still = after.indicators.filter(
          (each) => before.indicators.find((old) => old.id === each.id)?.score === each.score,
        );
        const named = explainChange(before, after).map((term) => term.id);
        for (const each of still) expect(named).not.toContain(each.id);
      }),
    );
  });

  test('no term is dust, and none is repeated', () => {
    fc.assert(
      fc.property(scored, scored, (before, after) => {
        const terms = explainChange(before, after);
        expect(terms.every((term) => Math.abs(term.points) > 1e-12)).toBe(true);
        expect(new Set(terms.map((term) => term.id)).size).toBe(terms.length);
      }),
    );
  });
});
