import { createHubSpotWebhooks } from '../../src/hubspot/webhooks.ts';

const webhooks = createHubSpotWebhooks();
const event = { eventId: 1, portalId: 7, objectId: 31, occurredAt: Date.parse('2026-11-01T10:00:00Z') };

test.each([
  ['company.propertyChange', undefined, ['31'], undefined],
  ['object.propertyChange', '0-2', ['31'], undefined],
  ['deal.propertyChange', undefined, [], { kind: 'deal', id: '31' }],
  ['object.propertyChange', '0-3', [], { kind: 'deal', id: '31' }],
  ['ticket.propertyChange', '0-5', [], { kind: 'ticket', id: '31' }],
  ['object.propertyChange', '0-5', [], { kind: 'ticket', id: '31' }],
  ['contact.propertyChange', '0-1', [], undefined],
  ['constructor.propertyChange', undefined, [], undefined],
])('an event %s of type %s says whom it is about', (subscriptionType, objectTypeId, accountIds, record) => {
  const [said] = webhooks.events([{ ...event, subscriptionType, objectTypeId, propertyName: 'dealstage' }]);
  expect(said).toMatchObject({ portalId: '7', accountIds });
  expect(said?.record).toEqual(record);
  // What is stored says it too, for the refresh that reads the record.
  expect((said?.body as { record: unknown }).record).toEqual(record ?? null);
});

test('what we wrote ourselves is no news, and values are not kept', () => {
  const own = { ...event, subscriptionType: 'company.propertyChange', propertyName: 'health_score' };
  expect(webhooks.events([own])).toEqual([]);
  const said = webhooks.events([{ ...own, propertyName: 'hubspot_owner_id', propertyValue: 'secret' }]);
  expect(JSON.stringify(said)).not.toContain('secret');
});
