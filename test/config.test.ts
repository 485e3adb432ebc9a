import { readConfig } from '../src/config.ts';

test('without anything set, the defaults are complete', () => {
  expect(readConfig({})).toMatchObject({
    PULSO_DATA_DIR: '.pulso',
    PULSO_LOCALE: 'en',
    PULSO_CUSTOMER_STAGES: ['customer', 'evangelist'],
    HUBSPOT_BASE_URL: 'https://api.hubapi.com',
  });
});

test('an empty variable counts as absent', () => {
  expect(readConfig({ HUBSPOT_ACCESS_TOKEN: '', PULSO_PORT: ' ' })).toMatchObject({ PULSO_PORT: 3000 });
  expect(readConfig({ HUBSPOT_ACCESS_TOKEN: '' }).HUBSPOT_ACCESS_TOKEN).toBeUndefined();
});

test('all problems are named at once', () => {
  const wrong = {
    PULSO_PORT: 'eighty',
    PULSO_LOCALE: 'fr',
    STRIPE_BASE_URL: 'ftp://x',
    HUBSPOT_PORTAL_ID: 'abc',
  };
  expect(() => readConfig(wrong)).toThrow(
    expect.objectContaining({
      code: 'config-invalid',
      exitCode: 2,
      message: expect.stringMatching(
        /PULSO_LOCALE.*PULSO_PORT.*HUBSPOT_PORTAL_ID.*STRIPE_BASE_URL/s,
      ) as string,
    }) as Error,
  );
});

test('Amplitude needs both keys', () => {
  expect(() => readConfig({ AMPLITUDE_API_KEY: 'k' })).toThrow('AMPLITUDE_SECRET_KEY');
  expect(() => readConfig({ AMPLITUDE_SECRET_KEY: 's' })).toThrow('AMPLITUDE_API_KEY');
});

test('a problem never repeats the secret', () => {
  try {
    readConfig({ AMPLITUDE_API_KEY: 'very-secret', PULSO_PORT: 'x' });
  } catch (error) {
    expect(String(error)).not.toContain('very-secret');
  }
});

test('credentials that only work together are missed by name', () => {
  expect(() => readConfig({ MIXPANEL_SECRET: 's' })).toThrow(
    /MIXPANEL_SERVICE_ACCOUNT: missing.*MIXPANEL_PROJECT_ID: missing/s,
  );
  expect(() => readConfig({ ZENDESK_EMAIL: 'a@b.c' })).toThrow('ZENDESK_API_TOKEN: missing');
});

test('a time zone has to exist', () => {
  expect(readConfig({ MIXPANEL_TIME_ZONE: 'Europe/Madrid' }).MIXPANEL_TIME_ZONE).toBe('Europe/Madrid');
  expect(() => readConfig({ MIXPANEL_TIME_ZONE: 'Mars/Base' })).toThrow('MIXPANEL_TIME_ZONE');
});

test('follow-ups that become tasks: all, some, or none; an unknown one is named', () => {
  expect(readConfig({}).PULSO_FOLLOW_UPS).toEqual(['detractor', 'passive', 'promoter', 'contraction']);
  expect(readConfig({ PULSO_FOLLOW_UPS: 'detractor, contraction' }).PULSO_FOLLOW_UPS).toEqual([
    'detractor',
    'contraction',
  ]);
  expect(readConfig({ PULSO_FOLLOW_UPS: 'none' }).PULSO_FOLLOW_UPS).toEqual([]);
  expect(() => readConfig({ PULSO_FOLLOW_UPS: 'detractor,churner' })).toThrow('PULSO_FOLLOW_UPS');
});

test("a portal's own reasons for losses are pairs; what is no reason of ours is named", () => {
  expect(readConfig({}).HUBSPOT_LOSS_REASON_PROPERTY).toBe('churn_reason');
  const { HUBSPOT_LOSS_REASONS: meanings } = readConfig({
    HUBSPOT_LOSS_REASONS: 'Price = freemium,Went to A=B=competitor',
  });
  expect(meanings).toEqual({ price: 'freemium', 'went to a=b': 'competitor' });
  expect(() => readConfig({ HUBSPOT_LOSS_REASONS: 'Price=expensive' })).toThrow('HUBSPOT_LOSS_REASONS');
  expect(() => readConfig({ HUBSPOT_LOSS_REASONS: 'other' })).toThrow('HUBSPOT_LOSS_REASONS');
});
