import { createHmac } from 'node:crypto';
import {
  conversationAccount,
  NO_ACCOUNT,
  SEVERAL_ACCOUNTS,
} from '../../../src/sources/intercom/conversation-account.ts';
import { conversationRecords } from '../../../src/sources/intercom/conversation-records.ts';
import { intercomWebhook } from '../../../src/sources/intercom/index.ts';
import { contact, conversation } from '../../../src/sources/intercom/shapes.ts';

const AT = Date.parse('2026-11-01T10:00:00Z') / 1000;

function records(over: Record<string, unknown>, mood: (text: string) => number | null = () => 0.2) {
  const base = {
    id: '1',
    created_at: AT,
    updated_at: AT + 60,
    state: 'open',
    source: { delivered_as: 'customer_initiated' },
  };
  return conversationRecords(conversation.parse({ ...base, ...over }), 'c1', mood);
}

const started = (delivered_as: string, statistics: object = {}) =>
  records({ source: { delivered_as }, statistics });

test('who spoke first decides what a conversation is', () => {
  expect(started('customer_initiated')).toMatchObject([
    { kind: 'ticket', openedAt: '2026-11-01T10:00:00.000Z', sentiment: 0.2 },
  ]);
  expect(started('admin_initiated')).toMatchObject([{ kind: 'outreach', answeredAt: null }]);
  expect(started('admin_initiated', { first_contact_reply_at: AT + 5 })).toMatchObject([
    { kind: 'outreach', answeredAt: '2026-11-01T10:00:05.000Z' },
  ]);
  expect(started('campaigns_initiated')).toEqual([]);
  expect(started('operator_initiated', { first_contact_reply_at: AT + 5 })).toMatchObject([
    // The bot's words say nothing about the customer's mood.
    { kind: 'ticket', openedAt: '2026-11-01T10:00:05.000Z', sentiment: null },
  ]);
});

test('a closed one was closed when its statistics say so, else when it last changed', () => {
  const closed = (statistics: object | null) => records({ state: 'closed', statistics })[0];
  expect(closed({ last_close_at: AT + 30 })).toMatchObject({ closedAt: '2026-11-01T10:00:30.000Z' });
  expect(closed(null)).toMatchObject({ closedAt: '2026-11-01T10:01:00.000Z' });
});

test('ratings are answers, and talk in both directions is an interaction', () => {
  const both = { last_contact_reply_at: AT, last_admin_reply_at: AT + 9 };
  expect(records({ conversation_rating: { rating: 2, created_at: AT }, statistics: both })).toMatchObject([
    { kind: 'ticket' },
    { kind: 'survey', survey: 'csat', score: 2, at: '2026-11-01T10:00:00.000Z' },
    { kind: 'interaction', id: '1:2026-11-01', method: 'chat' },
  ]);
  expect(
    records({ conversation_rating: { rating: null }, statistics: { last_contact_reply_at: AT } }),
  ).toHaveLength(1);
});

describe('whose conversation it is', () => {
  const person = (email: string | null, ...companies: string[]) =>
    contact.parse({ id: email ?? 'x', email, companies: { data: companies.map((id) => ({ id })) } });

  test('the one company of its contacts, else their company mail domain', () => {
    expect(conversationAccount([person('a@acme.com', 'c1'), person(null, 'c1')])).toMatchObject({
      externalId: 'c1',
      emails: ['a@acme.com'],
    });
    expect(conversationAccount([person('x@gmail.com'), person('a@eu.acme.com')])).toMatchObject({
      externalId: 'domain:acme.com',
    });
  });

  test('several companies, or nothing at all, are refused with the reason', () => {
    expect(conversationAccount([person('a@acme.com', 'c1', 'c2')])).toEqual({ fault: SEVERAL_ACCOUNTS });
    expect(conversationAccount([person('x@gmail.com')])).toEqual({ fault: NO_ACCOUNT });
    expect(conversationAccount([])).toEqual({ fault: NO_ACCOUNT });
  });
});

describe('notifications', () => {
  const body = Buffer.from(
    JSON.stringify({ id: 'notif_1', topic: 'conversation.user.replied', data: { item: { id: '7' } } }),
  );
  const given = (signature?: string) => ({
    method: 'POST',
    url: 'https://x.example/',
    body,
    headers: { 'x-hub-signature': signature },
  });
  const sign = (secret: string) => `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`;

  test.each([
    [sign('secret'), true],
    [sign('other'), false],
    [sign('secret').slice(5), false],
    ['', false],
    [undefined, false],
  ])('%j is %j', (signature, expected) => {
    expect(intercomWebhook.verify(given(signature), 'secret', new Date(0))).toBe(expected);
  });

  test('say what changed, and whose it is where it is a company', () => {
    expect(intercomWebhook.events(JSON.parse(body.toString()))).toEqual([
      { key: 'notif_1', accountIds: [], body: { topic: 'conversation.user.replied', itemId: '7' } },
    ]);
    const created = { id: 'notif_2', topic: 'company.created', data: { item: { id: 'c9' } } };
    expect(intercomWebhook.events(created)[0]?.accountIds).toEqual(['c9']);
    expect(() => intercomWebhook.events({ id: 1 })).toThrow('notification');
  });
});
