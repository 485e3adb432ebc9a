import { measure, scoreOf, wordsOf } from '../subject.ts';

const connected = (...active: string[]) => ({ usage: { integrations: { active } } });

describe('integration-usage', () => {
  test.each([
    [[], 20],
    [['crm'], 60],
    [['crm', 'chat'], 80],
    [['crm', 'chat', 'bi'], 90],
    [['crm', 'chat', 'bi', 'mail'], 95],
    [['crm', 'chat', 'bi', 'mail', 'sso'], 100],
    [['crm', 'chat', 'bi', 'mail', 'sso', 'erp'], 100],
    [['crm', 'crm'], 60],
  ])('%j scores %p', (active, expected) => {
    expect(scoreOf('integration-usage', connected(...active))).toBeCloseTo(expected, 9);
  });

  test('an unknown list is no data, an empty one is not', () => {
    expect(measure('integration-usage', { usage: {} })).toEqual({ state: 'no-data' });
  });

  test('says it in words', () => {
    expect(wordsOf('integration-usage', connected('crm'))).toEqual({
      en: '1 active integration',
      es: '1 integración activa',
    });
    expect(wordsOf('integration-usage', connected('crm', 'chat')).es).toBe('2 integraciones activas');
  });
});
