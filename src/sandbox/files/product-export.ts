import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { csvText } from '../csv.ts';
import { eventLogOf, type LoggedEvent } from '../world/event-log.ts';
import { type World } from '../world/types.ts';
import { companiesWithUsageIn } from '../world/usage-systems.ts';
import { writeSuccessPlans } from './success-plans.ts';
import { writeChanged } from './write-changed.ts';

/**
 * Writes what the customers who run the product on their own servers send in, their accounts and events as CSV, beside
 * the customer success team's own tables, and the mapping that says what the columns mean.
 *
 * @returns path of the mapping
 */
export async function writeProductExport(world: World, folder: string): Promise<string> {
  const companies = companiesWithUsageIn(world, 'files');
  const files = { accounts: path.join(folder, 'accounts.csv'), events: path.join(folder, 'events.csv') };
  const accounts = companies.map(({ accountId, name, domain }) => [accountId, name, domain]);
  const events = eventLogOf(world, companies, world.startDay, world.options.endDay);
  const mapping = path.join(folder, 'mapping.json');
  await mkdir(folder, { recursive: true });
  await writeChanged(files.accounts, csvText(['account', 'name', 'domain'], accounts));
  await writeChanged(files.events, csvText(EVENT_COLUMNS, [...events].map(eventRow)));
  const plans = await writeSuccessPlans(world, folder);
  await writeChanged(mapping, `${JSON.stringify({ datasets: [...datasetsOf(files), ...plans] }, null, 2)}\n`);
  return mapping;
}

const EVENT_COLUMNS = ['id', 'event', 'time', 'account', 'user', 'email', 'integration'];

function eventRow({ id, event, time, company, userId, email, integration }: LoggedEvent) {
  return [id, event, new Date(time).toISOString(), company.accountId, userId, email, integration];
}

function datasetsOf(files: { readonly accounts: string; readonly events: string }): object[] {
  return [
    {
      name: 'accounts',
      kind: 'accounts',
      file: files.accounts,
      columns: { externalId: 'account', name: 'name', domain: 'domain' },
    },
    {
      name: 'usage',
      kind: 'events',
      file: files.events,
      columns: {
        id: 'id',
        event: 'event',
        at: 'time',
        accountId: 'account',
        userId: 'user',
        email: 'email',
        integration: 'integration',
      },
    },
  ];
}
