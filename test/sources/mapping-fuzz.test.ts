import { fuzzMapper } from '../../scripts/soak/mapping-fuzz/fuzz.ts';
import { MAPPERS } from '../../scripts/soak/mapping-fuzz/mappers.ts';

/** A share of the soak run: no damaged record may throw, each becomes valid records or is set aside with a reason. */
test.each(MAPPERS.map((mapper) => ({ name: mapper[0], mapper })))('$name', ({ mapper }) => {
  fuzzMapper(mapper, 5, 400);
});

test('what harms is found', () => {
  const careless = () => ({
    records: [{ kind: 'failed-charge' as const, id: '', accountId: 'a', at: 'never' }],
  });
  expect(() => fuzzMapper(['careless', { id: 1 }, careless], 5, 5)).toThrow(/Property failed/);
});
