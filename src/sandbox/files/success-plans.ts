import path from 'node:path';
import { csvText } from '../csv.ts';
import { type World } from '../world/types.ts';
import { writeChanged } from './write-changed.ts';

/**
 * Writes what the customer success team keeps in a spreadsheet: goals, value, budget and advocacy of each customer,
 * who is named by the id of the HubSpot company.
 *
 * @returns the data sets of a mapping that say what the columns mean
 */
export async function writeSuccessPlans(world: World, folder: string): Promise<object[]> {
  const companies = world.companies.filter(
    ({ success: { goals, roi, budgets, advocacy } }) =>
      goals.length + roi.length + budgets.length + advocacy.length > 0,
  );
  const file = (name: string) => path.join(folder, `${name}.csv`);
  await writeChanged(
    file('customers'),
    csvText(
      ['company', 'name'],
      companies.map(({ id, name }) => [id, name]),
    ),
  );
  await writeChanged(
    file('goals'),
    csvText(
      ['id', 'company', 'goal', 'measured', 'progress', 'start', 'due'],
      companies.flatMap(({ id, success }) =>
        success.goals.map((each) => [
          `${id}:${each.name}:${each.measuredDay}`,
          id,
          each.name,
          each.measuredDay,
          each.progress,
          each.startDay,
          each.dueDay,
        ]),
      ),
    ),
  );
  await writeChanged(
    file('value'),
    csvText(
      ['id', 'company', 'day', 'value', 'cost'],
      companies.flatMap(({ id, success }) =>
        success.roi.map(({ day, value, cost }) => [`${id}:${day}`, id, day, value, cost]),
      ),
    ),
  );
  await writeChanged(
    file('budgets'),
    csvText(
      ['id', 'company', 'day', 'change', 'dedicated'],
      companies.flatMap(({ id, success }) =>
        success.budgets.map(({ day, change, dedicated }) => [
          `${id}:${day}`,
          id,
          day,
          change,
          String(dedicated),
        ]),
      ),
    ),
  );
  await writeChanged(
    file('advocacy'),
    csvText(
      ['id', 'company', 'day', 'what'],
      companies.flatMap(({ id, success }) =>
        success.advocacy.map(({ day, act }) => [`${id}:${day}:${act}`, id, day, act]),
      ),
    ),
  );
  const of = { id: 'id', accountId: 'company' };
  return [
    {
      name: 'customers',
      kind: 'accounts',
      file: file('customers'),
      columns: { externalId: 'company', name: 'name', companyId: 'company' },
    },
    {
      name: 'goals',
      kind: 'goal',
      file: file('goals'),
      columns: {
        ...of,
        name: 'goal',
        measuredAt: 'measured',
        progress: 'progress',
        startedAt: 'start',
        dueAt: 'due',
      },
    },
    {
      name: 'value',
      kind: 'roi',
      file: file('value'),
      columns: { ...of, at: 'day', value: 'value', cost: 'cost' },
    },
    {
      name: 'budgets',
      kind: 'budget',
      file: file('budgets'),
      columns: { ...of, at: 'day', change: 'change', dedicated: 'dedicated' },
    },
    {
      name: 'advocacy',
      kind: 'advocacy',
      file: file('advocacy'),
      columns: { ...of, at: 'day', act: 'what' },
    },
  ];
}
