import { qualityRemedy, qualityWords, type SourceFindings } from '../../src/service/source-check.ts';

const WHOLE: SourceFindings = {
  quality: { access: true, accuracy: 1, currency: 3.25, impact: 0.234, integration: 0.6 },
  problems: [],
  waiting: 0,
};
const STRIPE = { id: 'stripe', title: 'Stripe' };

describe('a source in one line', () => {
  test('every criterion that could be measured', () => {
    expect(qualityWords(WHOLE)).toBe(
      "read 3.3 h ago, 100 % of records understood, 60 % of companies tied to it, 23 % of the scores' weight",
    );
  });

  test('what cannot be measured is left out', () => {
    const quality = { access: true, accuracy: null, currency: 0, impact: null, integration: null };
    expect(qualityWords({ ...WHOLE, quality })).toBe('read 0.0 h ago');
  });

  test('one record of a million does not round away', () => {
    expect(qualityWords({ ...WHOLE, quality: { ...WHOLE.quality, accuracy: 0.999999 } })).toContain('99.9 %');
  });

  test('with nothing to do there is no remedy', () => {
    expect(qualityRemedy(WHOLE, STRIPE)).toBeUndefined();
  });

  test.each([
    [
      {
        problems: [
          { reason: { en: 'amount: expected number', es: 'amount: se esperaba número' }, records: 6 },
        ],
      },
      'Correct in Stripe what was set aside (most often, 6 ×: amount: expected number).',
    ],
    [{ waiting: 1 }, 'Say whose 1 account is ("pulso accounts list --source stripe").'],
    [{ waiting: 4 }, 'Say whose 4 accounts are ("pulso accounts list --source stripe").'],
  ])('%j', (change, remedy) => {
    expect(qualityRemedy({ ...WHOLE, ...change }, STRIPE)).toBe(remedy);
  });
});
