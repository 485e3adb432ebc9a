import { dayNumber } from '../../model/day.ts';
import { type RecordOf, type RecordsByKind } from '../../model/record.ts';
import { type RelationshipSignals } from '../../model/signals.ts';
import { hourNumber } from '../../scoring/facts/hour-number.ts';
import { until } from '../../scoring/records/until.ts';
import { type CompanyFacts, type PortalFacts } from './facts.ts';

const YEAR_DAYS = 365;
const WINDOW_DAYS = 30;

/** The relationship section as of a day, from what the CRM and the help desk knew by then. */
export function assembleRelationship(
  facts: CompanyFacts,
  portal: PortalFacts,
  asOf: number,
): RelationshipSignals {
  const { records } = facts;
  const contacts = (records.contact ?? []).filter((each) => dayNumber(each.createdAt) <= asOf);
  const meetings = (records.meeting ?? []).filter((each) => dayNumber(each.at) <= asOf);
  return {
    sponsor: portal.marksSponsors ? sponsor(facts, contacts, meetings, asOf) : undefined,
    champion: portal.marksChampions ? champion(contacts, asOf) : undefined,
    reviews: portal.kinds.has('meeting') ? reviews(meetings, asOf) : undefined,
    tickets: portal.kinds.has('ticket') ? tickets(records, asOf) : undefined,
    surveys: records.survey
      ?.filter((each) => dayNumber(each.at) <= asOf)
      .map((each) => ({ kind: each.survey, score: each.score, at: each.at })),
    outreach: outreach(records, asOf),
    advocacy: records.advocacy
      ?.filter((each) => dayNumber(each.at) <= asOf)
      .map((each) => ({ kind: each.act, at: each.at })),
    interactions: interactions(records, meetings, asOf),
  };
}

type Contact = RecordOf<'contact'>;
type Meeting = RecordOf<'meeting'>;

function sponsor(
  facts: CompanyFacts,
  contacts: readonly Contact[],
  meetings: readonly Meeting[],
  asOf: number,
) {
  const sponsors = contacts.filter((each) => each.role === 'executive-sponsor');
  if (contacts.length === 0) return undefined;
  if (sponsors.length === 0) return { identified: false };
  const staying = sponsors.filter((each) => !hasLeft(each, asOf));
  const ids = new Set(staying.map((each) => each.id));
  const emails = new Set(staying.flatMap((each) => each.email?.toLowerCase() ?? []));
  const engagements = [
    ...meetings.filter((each) => each.outcome === 'completed' && each.contactIds.some((id) => ids.has(id))),
    ...(facts.records.interaction ?? []).filter(
      (each) => each.contactId !== null && ids.has(each.contactId) && dayNumber(each.at) <= asOf,
    ),
  ].map((each) => each.at);
  const user = facts.usage?.users.find((each) => each.email !== null && emails.has(each.email.toLowerCase()));
  return {
    identified: true,
    left: staying.length === 0,
    lastEngagedAt: engagements.sort().at(-1),
    userId: user?.id,
  };
}

function champion(contacts: readonly Contact[], asOf: number) {
  if (contacts.length === 0) return undefined;
  const champions = contacts.filter((each) => each.role === 'champion');
  if (champions.length === 0) return { identified: false };
  return { identified: true, left: champions.every((each) => hasLeft(each, asOf)) };
}

/** Whether somebody had left the company by a day number. */
export function hasLeft(contact: Contact, asOf: number): boolean {
  return contact.leftAt !== null && dayNumber(contact.leftAt) <= asOf;
}

/** A review whose outcome nobody recorded, or that was moved, counts neither as held nor as missed. */
function reviews(meetings: readonly Meeting[], asOf: number) {
  const decided = meetings.filter(
    (each) =>
      each.review &&
      asOf - dayNumber(each.at) < YEAR_DAYS &&
      (each.outcome === 'completed' || each.outcome === 'no-show' || each.outcome === 'canceled'),
  );
  const attended = decided.filter((each) => each.outcome === 'completed').map((each) => each.at);
  return { scheduled: decided.length, attended: attended.length, lastAttendedAt: attended.sort().at(-1) };
}

function tickets(records: RecordsByKind, asOf: number) {
  const known = (records.ticket ?? []).filter((each) => dayNumber(each.openedAt) <= asOf);
  const opened = known.filter((each) => asOf - dayNumber(each.openedAt) < WINDOW_DAYS);
  const felt = opened.flatMap((each) => each.sentiment ?? []);
  const topics = new Map<string, number>();
  for (const { topic } of opened) if (topic !== null) topics.set(topic, (topics.get(topic) ?? 0) + 1);
  return {
    opened: opened.length,
    open: known.filter((each) => until(each.closedAt, asOf) === undefined).length,
    sentiment: felt.length === 0 ? undefined : felt.reduce((sum, value) => sum + value, 0) / felt.length,
    topics: [...topics].map(([topic, count]) => ({ topic, count })),
  };
}

/** An answer that the source delivers on its own is the first word from the customer in the thread. */
function outreach(records: RecordsByKind, asOf: number) {
  const answers = Map.groupBy(
    (records.interaction ?? []).filter((each) => each.answersThread !== undefined),
    (each) => each.answersThread,
  );
  return records.outreach
    ?.filter((each) => dayNumber(each.sentAt) <= asOf)
    .map(({ sentAt, answeredAt, thread }) => {
      const inThread = thread === undefined ? [] : (answers.get(thread) ?? []);
      const later = inThread
        .map(({ at }) => at)
        .filter((at) => hourNumber(at) > hourNumber(sentAt))
        .sort((left, right) => hourNumber(left) - hourNumber(right));
      return { sentAt, answeredAt: until(answeredAt ?? later[0] ?? null, asOf) };
    });
}

function interactions(records: RecordsByKind, meetings: readonly Meeting[], asOf: number) {
  const held = meetings
    .filter((each) => each.outcome === 'completed')
    .flatMap((each) => each.contactIds.map((contactId) => ({ at: each.at, method: 'meeting', contactId })));
  const others = (records.interaction ?? [])
    .filter((each) => dayNumber(each.at) <= asOf)
    .map((each) => ({ at: each.at, method: each.method, contactId: each.contactId ?? undefined }));
  const all = [...held, ...others];
  return all.length === 0 ? undefined : all;
}
