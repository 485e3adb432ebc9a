import { type IndicatorState } from '../../../src/model/bands.ts';
import { coverageSentence } from '../../../src/scoring/words/index.ts';

function facts(coverage: number, states: Partial<Record<IndicatorState, number>>, provisional = false) {
  const indicators = Object.entries(states).flatMap(([state, count]) =>
    Array.from({ length: count }, () => ({ state: state as IndicatorState })),
  );
  return { coverage, provisional, score: coverage === 0 ? null : 70, indicators };
}

const spaced = (text: string) => text.replaceAll('\u00a0', ' ');

describe('coverageSentence', () => {
  test('gives the share and the unknown ones', () => {
    const most = facts(0.93, { scored: 16, 'no-data': 1, error: 1 });
    expect(spaced(coverageSentence(most, 'en'))).toBe('93 % of the model has data (2 of 18 unknown)');
    expect(spaced(coverageSentence(most, 'es'))).toBe('93 % del modelo tiene datos (2 de 18 sin datos)');
  });

  test('does not count what does not apply', () => {
    const segment = facts(1, { scored: 16, 'not-applicable': 2 });
    expect(spaced(coverageSentence(segment, 'en'))).toBe('100 % of the model has data');
  });

  test('never rounds up to everything', () => {
    const almost = facts(0.996, { scored: 17, 'no-data': 1 });
    expect(spaced(coverageSentence(almost, 'en'))).toBe('99 % of the model has data (1 of 18 unknown)');
  });

  test('does not lose a percent to floating point', () => {
    expect(spaced(coverageSentence(facts(0.29, { scored: 1, 'no-data': 1 }), 'en'))).toMatch(/^29 %/);
    expect(spaced(coverageSentence(facts(0.1 + 0.2 + 0.63, { scored: 1 }), 'en'))).toMatch(/^93 %/);
  });

  test('a provisional score says that it lacks data', () => {
    const few = facts(0.35, { scored: 5, 'no-data': 13 }, true);
    expect(spaced(coverageSentence(few, 'en'))).toBe(
      'Not enough data: 35 % of the model has data (13 of 18 unknown)',
    );
  });

  test('so does no score at all', () => {
    const none = facts(0, { 'no-data': 18 });
    expect(spaced(coverageSentence(none, 'es'))).toBe(
      'Datos insuficientes: 0 % del modelo tiene datos (18 de 18 sin datos)',
    );
  });
});
