import { LOCALES } from '../../../src/model/bands.ts';
import { MODELS } from '../../../src/scoring/index.ts';
import { dimensionName } from '../../../src/scoring/words/index.ts';

/** Dimensions of all shipped models, with the titles the models give them. */
const DIMENSIONS = [...MODELS.values()].flatMap((model) => model.dimensions);

describe.each(LOCALES)('dimension names in %s', (locale) => {
  test('agree with the titles of the shipped models', () => {
    const named = DIMENSIONS.map(({ id }) => [id, dimensionName(id, locale)]);
    expect(named.length).toBeGreaterThan(15);
    expect(named).toEqual(DIMENSIONS.map(({ id, title }) => [id, title[locale]]));
  });
});
