import { z } from 'zod';
import { dayOf, type Day } from '../../model/day.ts';
import { sourceRecord } from '../../model/record.ts';
import { type PullContext } from '../../model/source.ts';
import { MONTHS } from '../billing/periods.ts';
import { type Mapped, setAside, textAt } from '../mapped.ts';
import { type Message, say } from '../../model/messages/message.ts';
import { type ChangedKind } from './changed-stream.ts';
import { billingMonths, monthlyAmountOn, ratePlan, seatsOn } from './charges.ts';
import { type ZuoraConnection } from './connection.ts';

const STREAM = 'subscriptions';
/** The most that Zuora gives in one page of this list. */
const PAGE_SIZE = 40;

const day = z.iso.date();
const subscription = z.object({
  subscriptionNumber: z.string().min(1),
  accountId: z.string().min(1),
  status: z.string(),
  currency: z.string(),
  termType: z.string(),
  contractEffectiveDate: day.nullish(),
  subscriptionStartDate: day.nullish(),
  subscriptionEndDate: day.nullish(),
  termEndDate: day.nullish(),
  currentTerm: z.number().nullish(),
  currentTermPeriodType: z.string().nullish(),
  autoRenew: z.boolean().nullish(),
  ratePlans: z.array(ratePlan),
});
type Subscription = z.infer<typeof subscription>;

const listPage = z.object({ subscriptions: z.array(z.unknown()), nextPage: z.string().nullish() });

/** Not agreed yet: no contract ever began. */
const NOT_BEGUN = new Set([
  'Draft',
  'PendingActivation',
  'Pending Activation',
  'PendingAcceptance',
  'Pending Acceptance',
]);
const ENDED = new Set(['Cancelled', 'Canceled', 'Expired']);
const TERM_MONTHS: Readonly<Record<string, number>> = {
  Month: 1,
  Year: MONTHS.year,
  Week: MONTHS.week,
  Day: MONTHS.day,
};

/**
 * Subscriptions, found by what changed and read account by account with their whole history of charges: each
 * amendment makes a new version, and this list holds the latest of each number only.
 */
export function subscriptions(connection: ZuoraConnection): ChangedKind {
  return {
    name: STREAM,
    object: 'Subscription',
    fields: ['AccountId', 'Name'],
    wholeHistory: true,
    async map(rows, context) {
      const unreadable: Mapped[] = [];
      const accountIds = new Set<string>();
      for (const row of rows) {
        const accountId = textAt(row, 'AccountId');
        if (accountId !== null) accountIds.add(accountId);
        else
          unreadable.push({
            quarantined: [{ stream: STREAM, recordId: textAt(row, 'Id'), reason: say('zuora.account') }],
          });
      }
      const mapped: Mapped[] = [];
      for (const accountId of accountIds) {
        const listed = await listSubscriptions(connection, accountId, context.signal);
        mapped.push(...listed.map((raw) => mapSubscription(raw, context)));
      }
      return [...unreadable, ...mapped];
    },
  };
}

async function listSubscriptions(
  connection: ZuoraConnection,
  accountId: string,
  signal: AbortSignal,
): Promise<unknown[]> {
  const path = `v1/subscriptions/accounts/${encodeURIComponent(accountId)}?charge-detail=all-segments&pageSize=${PAGE_SIZE}`;
  const all: unknown[] = [];
  for (let next: string | null | undefined = path; next;) {
    const page: z.output<typeof listPage> = await connection.get(next, listPage, signal);
    all.push(...page.subscriptions);
    next = page.nextPage;
  }
  return all;
}

/** A subscription as it is on the day of the run, and what it brought in a month at any time. */
export function mapSubscription(raw: unknown, { now }: Pick<PullContext, 'now'>): Mapped {
  const parsed = subscription.safeParse(raw);
  if (!parsed.success) return setAside(STREAM, textAt(raw, 'subscriptionNumber'), parsed.error);
  const found = parsed.data;
  if (NOT_BEGUN.has(found.status)) {
    const gone = { id: found.subscriptionNumber };
    return {
      deleted: [
        { kind: 'subscription', ...gone },
        { kind: 'mrr', ...gone },
      ],
    };
  }
  const started = found.contractEffectiveDate ?? found.subscriptionStartDate;
  if (!started) return quarantined(found, say('zuora.no-start'));
  const endedAt = ENDED.has(found.status) ? (found.subscriptionEndDate ?? found.termEndDate ?? null) : null;
  const today = dayInside(dayOf(now.getTime()), started, endedAt);
  const amount = monthlyAmountOn(found.ratePlans, today);
  const { subscriptionNumber: id, accountId, currency } = found;
  const records = z.array(sourceRecord).safeParse([
    {
      kind: 'subscription',
      id,
      accountId,
      startedAt: started,
      endedAt,
      canceledAt: null,
      currentPeriodEnd: found.termType === 'EVERGREEN' ? chargedThrough(found) : (found.termEndDate ?? null),
      termMonths: termMonths(found),
      autoRenew: endedAt === null && (found.termType === 'EVERGREEN' || found.autoRenew === true),
      seats: seatsOn(found.ratePlans, today),
      monthlyAmount: amount.monthlyAmount,
      currency,
      trial: false,
    },
    { kind: 'mrr', id, accountId, currency, points: pointsOf(found, started, endedAt) },
  ]);
  // Prices and terms can each be possible and together be none: an amount beyond all numbers, a term of nothing.
  if (!records.success) return setAside(STREAM, id, records.error);
  return {
    quarantined: amount.notes.map((reason) => ({ stream: STREAM, recordId: id, reason })),
    records: records.data,
  };
}

function quarantined({ subscriptionNumber }: Subscription, reason: Message): Mapped {
  return { quarantined: [{ stream: STREAM, recordId: subscriptionNumber, reason }] };
}

/** What has ended is described as of its last day, what has not begun as of its first. */
function dayInside(today: Day, started: Day, endedAt: Day | null): Day {
  if (today < started) return started;
  return endedAt !== null && today >= endedAt ? dayOf(Date.parse(endedAt) - 86_400_000) : today;
}

/** An evergreen subscription has no term; it goes on from billing period to billing period. */
function termMonths(found: Subscription): number {
  const term = (found.currentTerm ?? 0) * (TERM_MONTHS[found.currentTermPeriodType ?? 'Month'] ?? 1);
  if (found.termType !== 'EVERGREEN' && term > 0) return term;
  const periods = found.ratePlans.flatMap((plan) =>
    plan.ratePlanCharges.flatMap((each) => billingMonths(each) ?? []),
  );
  return periods.length === 0 ? 1 : Math.max(...periods);
}

function chargedThrough(found: Subscription): string | null {
  const days = found.ratePlans.flatMap((plan) =>
    plan.ratePlanCharges.flatMap((each) => each.chargedThroughDate ?? []),
  );
  return days.sort().at(-1) ?? null;
}

/** The recurring amount and the seats at each day on which a charge starts or ends. */
function pointsOf(found: Subscription, started: Day, endedAt: Day | null) {
  const charges = found.ratePlans.flatMap((plan) => plan.ratePlanCharges);
  const turns = charges.flatMap((each) =>
    [each.effectiveStartDate ?? [], each.effectiveEndDate ?? []].flat(),
  );
  const days = new Set([
    started,
    ...turns.filter((turn) => turn > started),
    ...(endedAt === null ? [] : [endedAt]),
  ]);
  return [...days]
    .filter((at) => endedAt === null || at <= endedAt)
    .sort()
    .map((at) => ({
      at,
      monthlyAmount: at === endedAt ? 0 : monthlyAmountOn(found.ratePlans, at).monthlyAmount,
      seats: at === endedAt ? 0 : seatsOn(found.ratePlans, at),
    }));
}
