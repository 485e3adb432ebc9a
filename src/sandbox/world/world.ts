import { dayFromNumber, dayNumber } from '../../model/day.ts';
import { drawActivity } from './activity.ts';
import { calendarOf } from './calendar.ts';
import { companyId, type Identity, simulateCompany, type Simulated } from './company.ts';
import { healthOn, vigourOn } from './health.ts';
import { companyDomain, companyName } from './names.ts';
import { drawOwners } from './owners.ts';
import { Random } from './random.ts';
import {
  type World,
  type WorldActivity,
  type WorldCompany,
  type WorldHealth,
  type WorldOptions,
} from './types.ts';

/** Every 50th company is a subsidiary of the one before it and shares its domain. */
const SUBSIDIARY_EVERY = 50;
/** One account in a hundred is in the source systems only. */
const STRANGERS = 0.01;
const ACTIVITY_STREAM = 100;
/** Of companies that this world does not have. */
const NO_HEALTH: WorldHealth = { product: 0, relationship: 0, value: 0 };

function identityOf(index: number): Identity {
  const subsidiary = index % SUBSIDIARY_EVERY === SUBSIDIARY_EVERY - 1;
  const parentName = companyName(index - Number(subsidiary));
  return {
    index,
    name: subsidiary ? `${parentName} Iberia` : parentName,
    domain: companyDomain(parentName),
    parentId: subsidiary ? companyId(index - 1) : null,
  };
}

function strangerIdentity(index: number): Identity {
  const name = companyName(index);
  return { index, name, domain: companyDomain(name), parentId: null };
}

/** Makes the world of these options; the same options always give the same world. */
export function createWorld(options: WorldOptions): World {
  const calendar = calendarOf(options);
  const owners = drawOwners(options.companies);
  const strangers = Math.max(1, Math.round(options.companies * STRANGERS));
  const simulated: readonly Simulated[] = Array.from({ length: options.companies + strangers }, (_, index) =>
    simulateCompany(
      options,
      calendar,
      owners,
      index < options.companies ? identityOf(index) : strangerIdentity(index),
    ),
  );

  function health(company: WorldCompany, day: number): WorldHealth {
    const known = simulated[company.index];
    return known === undefined ? NO_HEALTH : healthOn(known.latent, day);
  }

  function work(company: WorldCompany, day: string): readonly WorldActivity[] {
    const known = simulated[company.index];
    if (known === undefined) return [];
    const { latent, habits } = known;
    const number = dayNumber(day);
    const { churn } = latent.outcome;
    const engagement = known.engagement[number - calendar.start];
    const gone = churn !== null && number >= churn;
    if (engagement === undefined || gone || day < company.customerSince) return [];
    const random = new Random(options.seed, ACTIVITY_STREAM, company.index, number);
    const vigour = vigourOn(latent, number).product;
    return drawActivity(
      random,
      company.accountId,
      habits,
      { engagement, vigour },
      number,
      options.eventsPerUserDay,
    );
  }

  function activity(company: WorldCompany, day: string): readonly WorldActivity[] {
    const { link, gap } = company.usage;
    const down = gap !== null && day >= gap.from && day <= gap.to;
    return link === 'none' || down ? [] : work(company, day);
  }

  const all = simulated.map(({ company }) => company);
  return {
    options,
    startDay: dayFromNumber(calendar.start),
    owners,
    companies: all.slice(0, options.companies),
    strangers: all.slice(options.companies),
    health,
    work,
    activity,
  };
}
