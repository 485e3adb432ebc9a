import { type EventLine } from '../../../src/sources/events/index.ts';
import { projectCalendar } from '../../../src/sources/mixpanel/project-days.ts';
import { readEvent, type ReadLine } from '../../../src/sources/mixpanel/read-event.ts';
import { messageText } from '../../../src/model/messages/message.ts';

const AT = Date.parse('2026-10-31T22:30:00Z');

function read(event: unknown, timeZone = 'UTC'): ReadLine {
  return readEvent(JSON.stringify(event), { calendar: projectCalendar(timeZone), groupKey: 'company_id' });
}

function event(properties: Record<string, unknown> = {}, name: unknown = 'Report Viewed') {
  const base = { time: AT, distinct_id: 'u1', $insert_id: 'i1', company_id: 'acct_1' };
  return { event: name, properties: { ...base, ...properties } };
}

function line(properties: Record<string, unknown> = {}, timeZone = 'UTC'): EventLine {
  const result = read(event(properties), timeZone);
  if (result.kind !== 'event') throw new Error(`expected an event, got ${JSON.stringify(result)}`);
  return result.line;
}

test('an event of a UTC project keeps its instant, account, user and address', () => {
  expect(line({ $email: 'ana@acme.com' })).toMatchObject({
    event_type: 'Report Viewed',
    event_time: '2026-10-31 22:30:00.000',
    server_upload_time: '2026-10-31 00:00:00',
    user_id: 'u1',
    groups: { company_id: 'acct_1' },
    user_properties: { email: 'ana@acme.com' },
  });
});

test('seconds are taken as seconds', () => {
  expect(line({ time: AT / 1000 }).event_time).toBe('2026-10-31 22:30:00.000');
});

test.each([
  // Summer time ended in Madrid on 25 October: one hour ahead.
  ['Europe/Madrid', '2026-10-31 21:30:00.000', '2026-10-31'],
  ['America/Los_Angeles', '2026-11-01 05:30:00.000', '2026-10-31'],
  ['Asia/Kolkata', '2026-10-31 17:00:00.000', '2026-10-31'],
])('an older project in %s has its clock on the wall: the event was at %s', (zone, instant, day) => {
  expect(line({}, zone)).toMatchObject({ event_time: instant, server_upload_time: `${day} 00:00:00` });
});

test('two copies of an event are one, another event under the same id is not', () => {
  expect(line().uuid).toBe(line().uuid);
  const differing = [line(), line({ time: AT + 1 }), line({ distinct_id: 'u2' }), line({ $insert_id: 'i2' })];
  expect(new Set(differing.map((each) => each.uuid)).size).toBe(4);
  expect(line({ $insert_id: undefined }).uuid).toBeUndefined();
});

test.each([
  ['a name that is no text', event({}, { name: 'x' }), 'event'],
  ['an empty name', event({}, ''), 'event'],
  ['a time in text', event({ time: 'yesterday' }), 'properties.time'],
  ['no time', event({ time: undefined }), 'properties.time'],
  ['a time before all times', event({ time: -5 }), 'properties.time'],
  ['a time beyond all times', event({ time: 1e300 }), 'properties.time'],
  ['a user that is an object', event({ distinct_id: { id: 1 } }), 'properties.distinct_id'],
  ['an account that is an object', event({ company_id: { id: 1 } }), 'properties.company_id'],
])('%s is set aside with the id of the event', (_name, bad, path) => {
  const fault = read(bad);
  expect(fault).toMatchObject({ kind: 'fault', id: 'i1' });
  expect('reason' in fault && messageText(fault.reason, 'en')).toContain(path);
});

test.each(['terminated early', '[]', 'null', '7', '{"error":"boom"}', '{"event":'])(
  '%s is no event',
  (text) => {
    const rules = { calendar: projectCalendar('UTC'), groupKey: 'company_id' };
    expect(readEvent(text, rules).kind).toBe('alien');
  },
);

test('days of a zone begin when its clock says so, also when the clocks change', () => {
  const madrid = projectCalendar('Europe/Madrid');
  expect(madrid.dayAt(Date.parse('2026-10-24T21:59:00Z'))).toBe('2026-10-24');
  expect(madrid.dayAt(Date.parse('2026-10-24T22:00:00Z'))).toBe('2026-10-25');
  expect(madrid.dayAt(Date.parse('2026-10-25T22:59:00Z'))).toBe('2026-10-25');
  expect(madrid.instantOf(Date.parse('2026-10-25T00:00:00Z'))).toBe(Date.parse('2026-10-24T22:00:00Z'));
  expect(madrid.instantOf(Date.parse('2026-10-26T00:00:00Z'))).toBe(Date.parse('2026-10-25T23:00:00Z'));
});
