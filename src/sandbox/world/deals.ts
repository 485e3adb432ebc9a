import { dayFromNumber } from '../../model/day.ts';
import { type BillingPlan } from './billing.ts';
import { addMonths, type Calendar } from './calendar.ts';
import { levelAt } from './level-at.ts';
import { VALUE } from './levels.ts';
import { lastDay, type Outcome } from './outcome.ts';
import { type Random } from './random.ts';
import { seatsOn, type SeatPlan } from './seats.ts';
import { type WorldDeal, type WorldHealth } from './types.ts';

export interface DealSetting {
  readonly calendar: Calendar;
  readonly name: string;
  readonly plan: BillingPlan;
  readonly seats: SeatPlan;
  readonly outcome: Outcome;
  readonly health: (day: number) => WorldHealth;
}

interface Draft {
  readonly type: WorldDeal['type'];
  readonly label: string;
  readonly created: number;
  readonly closes: number;
  readonly won: boolean;
  readonly amount: number;
}

/** Share of declines that ask for less. */
const CONTRACTION_IN_DECLINE = 0.3;
const QUARTER = 91;

/** Yearly value of some seats in major units. */
function yearlyValue({ plan }: DealSetting, seats: number): number {
  return Math.round((seats * plan.unitAmountMinor * (12 / plan.months)) / 100);
}

function newBusiness(random: Random, setting: DealSetting): Draft {
  const { plan, seats } = setting;
  return {
    type: 'newbusiness',
    label: 'new business',
    created: plan.anchor - random.integer(20, 90),
    closes: plan.anchor,
    won: true,
    amount: yearlyValue(setting, seatsOn(seats.changes, plan.anchor)),
  };
}

/** Yearly contracts come up for renewal; the deal is opened 60 days before. */
function renewals(setting: DealSetting): Draft[] {
  const { plan, seats, outcome, calendar } = setting;
  const drafts: Draft[] = [];
  for (let year = 1; plan.months === 12; year += 1) {
    const closes = addMonths(plan.anchor, year * 12);
    if (closes - 60 > lastDay(outcome, calendar)) break;
    const lost = outcome.churn !== null && outcome.churn <= closes;
    drafts.push({
      type: 'renewal',
      label: 'renewal',
      created: closes - 60,
      closes: lost ? (outcome.churn ?? closes) : closes,
      won: !lost,
      amount: yearlyValue(setting, seatsOn(seats.changes, closes)),
    });
  }
  return drafts;
}

function boughtSeats(random: Random, setting: DealSetting): Draft[] {
  const { seats, outcome } = setting;
  const created = random.integer(15, 60);
  if (outcome.expansion === null) return [];
  const amount = yearlyValue(setting, seats.added);
  return [
    {
      type: 'existingbusiness',
      label: 'more seats',
      created: outcome.expansion - created,
      closes: outcome.expansion,
      won: true,
      amount,
    },
  ];
}

/** Talks about more seats or a higher plan that come to nothing; each opens a deal. */
function talksOfMore(random: Random, setting: DealSetting): Draft[] {
  const { calendar, plan, seats, outcome, health } = setting;
  const drafts: Draft[] = [];
  const end = lastDay(outcome, calendar);
  for (let from = Math.max(plan.anchor, calendar.start) + 45; from <= end; from += QUARTER) {
    const created = from + random.integer(0, QUARTER - 1);
    const happens = random.chance(levelAt(VALUE.expansionTalk, health(created).value));
    const offered = Math.ceil(seatsOn(seats.changes, created) * random.uniform(0.1, 0.5));
    const closes = created + random.integer(20, 80);
    const amount = yearlyValue(setting, offered);
    if (happens)
      drafts.push({ type: 'existingbusiness', label: 'upgrade offer', created, closes, won: false, amount });
  }
  return drafts;
}

function soldLess(random: Random, setting: DealSetting): Draft[] {
  const { contraction, changes } = setting.seats;
  const ahead = random.integer(5, 40);
  if (contraction === null) return [];
  const dropped = seatsOn(changes, contraction - 1) - seatsOn(changes, contraction);
  const amount = -yearlyValue(setting, dropped);
  const draft = {
    type: 'contraction',
    label: 'fewer seats',
    closes: contraction,
    won: true,
    amount,
  } as const;
  return [{ ...draft, created: contraction - ahead }];
}

/** Some declining customers first ask to pay less; nothing comes of it, because they leave. */
function requestInDecline(random: Random, setting: DealSetting): Draft[] {
  const { onset, churn } = setting.outcome;
  const happens = random.chance(CONTRACTION_IN_DECLINE);
  const when = random.next();
  if (!happens || onset === null || churn === null) return [];
  const created = Math.floor(onset + when * (churn - onset));
  const dropped = Math.ceil(seatsOn(setting.seats.changes, created) * 0.25);
  const amount = -yearlyValue(setting, dropped);
  return [{ type: 'contraction', label: 'asks for fewer seats', created, closes: churn, won: false, amount }];
}

function published(draft: Draft, { name, calendar }: DealSetting, id: number): WorldDeal {
  const open = draft.closes > calendar.end;
  return {
    id: String(id),
    name: `${name}: ${draft.label}`,
    type: draft.type,
    createdDay: dayFromNumber(draft.created),
    closedDay: open ? null : dayFromNumber(draft.closes),
    outcome: open ? 'open' : draft.won ? 'won' : 'lost',
    amount: draft.amount,
  };
}

/** Deals known today, oldest first; no deal is opened once the customer is lost. */
export function drawDeals(random: Random, setting: DealSetting, firstId: number): WorldDeal[] {
  const { outcome, calendar } = setting;
  const drafts = [
    newBusiness(random, setting),
    ...renewals(setting),
    ...boughtSeats(random, setting),
    ...talksOfMore(random, setting),
    ...soldLess(random, setting),
    ...requestInDecline(random, setting),
  ];
  return drafts
    .filter((draft) => draft.created <= lastDay(outcome, calendar))
    .map((draft) => endWithCustomer(draft, outcome))
    .sort((a, b) => a.created - b.created)
    .map((draft, index) => published(draft, setting, firstId + index));
}

/** A deal still open when the customer leaves is lost that day. */
function endWithCustomer(draft: Draft, { churn }: Outcome): Draft {
  return churn !== null && draft.closes > churn ? { ...draft, closes: churn, won: false } : draft;
}
