import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { addDays } from '../../../src/model/day.ts';
import { type World } from '../../../src/sandbox/world/types.ts';

/** Usage and invoices of a portfolio as the customer's own files. */
export interface PortfolioFiles {
  /** For `PULSO_FILES_MAPPING`. */
  readonly mapping: string;
  remove(): void;
}

const USERS = 2;
/** Days between two visits of a user. */
const RHYTHM = 3;
const EVENTS = ['Report Viewed', 'Workflow Started', 'Workflow Completed', 'Integration Synced'];
/** Every so many companies stop to come, so many days before today: their bands fall, and tasks are due. */
const LEAVES_EVERY = 5;
const LEFT_DAYS_AGO = 25;
const INVOICES = 3;

export function writePortfolioFiles({ companies, options }: World): PortfolioFiles {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pulso-service-faults-'));
  const write = (name: string, header: string, lines: readonly string[]): string => {
    const file = path.join(folder, name);
    writeFileSync(file, [header, ...lines].join('\n'));
    return file;
  };
  const accounts = companies.map(({ id }) => `acct-${id},${id}`);
  const events = companies.flatMap(({ id }, index) => eventsOf(id, index, options.days, options.endDay));
  const invoices = companies.flatMap(({ id }, index) => invoicesOf(id, index, options.endDay));
  const account = { accountId: 'account' };
  const datasets = [
    {
      name: 'accounts',
      kind: 'accounts',
      file: write('accounts.csv', 'account,company', accounts),
      columns: { externalId: 'account', companyId: 'company' },
    },
    {
      name: 'usage',
      kind: 'events',
      file: write('usage.csv', 'event,at,user,account', events),
      columns: { ...account, event: 'event', at: 'at', userId: 'user' },
    },
    {
      name: 'invoices',
      kind: 'invoice',
      file: write('invoices.csv', 'id,account,due,paid,amount,currency,status', invoices),
      columns: {
        ...account,
        id: 'id',
        issuedAt: 'due',
        dueAt: 'due',
        paidAt: 'paid',
        amount: 'amount',
        currency: 'currency',
        status: 'status',
      },
    },
  ];
  const mapping = path.join(folder, 'mapping.json');
  writeFileSync(mapping, JSON.stringify({ datasets }));
  return { mapping, remove: () => rmSync(folder, { recursive: true }) };
}

function eventsOf(companyId: string, index: number, days: number, endDay: string): string[] {
  const last = index % LEAVES_EVERY === 0 ? LEFT_DAYS_AGO : 0;
  const lines: string[] = [];
  for (let ago = days - 1 - (index % RHYTHM); ago >= last; ago -= RHYTHM) {
    const day = addDays(endDay, -ago);
    for (let user = 0; user < USERS; user += 1) {
      lines.push(
        `${EVENTS[(index + ago + user) % EVENTS.length]},${day}T09:00:00Z,u${user},acct-${companyId}`,
      );
    }
  }
  return lines;
}

/** Monthly; who stops to come stops to pay. */
function invoicesOf(companyId: string, index: number, endDay: string): string[] {
  return Array.from({ length: INVOICES }, (_, month) => {
    const due = addDays(endDay, -20 - month * 30);
    const paid = index % LEAVES_EVERY === 0 && month === 0 ? '' : due;
    const id = `in-${companyId}-${month}`;
    return `${id},acct-${companyId},${due},${paid},500,EUR,${paid === '' ? 'open' : 'paid'}`;
  });
}
