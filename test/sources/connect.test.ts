import { readConfig } from '../../src/config.ts';
import { type Inbox } from '../../src/model/inbox.ts';
import { connectIntercom } from '../../src/sources/intercom/connect.ts';
import { connectMixpanel } from '../../src/sources/mixpanel/connect.ts';
import { connectSegment } from '../../src/sources/segment/connect.ts';
import { connectZendesk } from '../../src/sources/zendesk/connect.ts';

const inbox: Inbox = { async *read() {}, oldest: async () => null, lastSaid: async () => new Map() };

test('without credentials nothing is connected', () => {
  const config = readConfig({});
  expect(connectMixpanel({ config })).toBeNull();
  expect(connectZendesk({ config })).toBeNull();
  expect(connectIntercom({ config })).toBeNull();
  expect(connectSegment({ config, inbox })).toBeNull();
});

test('with them each has its streams', () => {
  const config = readConfig({
    MIXPANEL_SERVICE_ACCOUNT: 'a',
    MIXPANEL_SECRET: 'b',
    MIXPANEL_PROJECT_ID: '1',
    MIXPANEL_DATA_GROUP_ID: '2',
    ZENDESK_SUBDOMAIN: 'acme',
    ZENDESK_EMAIL: 'a@acme.com',
    ZENDESK_API_TOKEN: 't',
    INTERCOM_ACCESS_TOKEN: 't',
    SEGMENT_WRITE_KEY: 'w',
  });
  const names = (source: { streams: readonly { name: string }[] } | null) =>
    source?.streams.map(({ name }) => name);
  expect(names(connectMixpanel({ config }))).toEqual(['events', 'groups']);
  expect(names(connectZendesk({ config }))).toEqual(['organizations', 'users', 'tickets', 'satisfaction']);
  expect(names(connectIntercom({ config }))).toEqual(['companies', 'conversations']);
  expect(names(connectSegment({ config, inbox }))).toEqual(['calls']);
  expect(connectSegment({ config })).toBeNull();
});

test('Zendesk credentials without an address are a clear error', () => {
  const config = readConfig({ ZENDESK_EMAIL: 'a@acme.com', ZENDESK_API_TOKEN: 't' });
  expect(() => connectZendesk({ config })).toThrow('ZENDESK_SUBDOMAIN: missing');
});
