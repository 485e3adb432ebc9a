import { AppError } from '../../../src/errors.ts';
import { say } from '../../../src/model/messages/message.ts';
import { type ZoqlPage, type ZuoraConnection } from '../../../src/sources/zuora/connection.ts';

type Rows = ZoqlPage['records'];

/** A tenant that answers ZOQL by the first fitting pattern, in pages of so many rows; everything asked for is kept. */
export function stubConnection(
  answers: readonly (readonly [question: RegExp, rows: Rows])[],
  pageSize = 2000,
) {
  const asked: string[] = [];
  const results = new Map<string, Rows>();
  const page = (name: string, from: number): ZoqlPage => {
    const rows = results.get(name);
    if (rows === undefined) throw new AppError('upstream-rejected', say('as', { text: 'no such locator' }));
    const locator = from + pageSize < rows.length ? `${name}-${from + pageSize}` : null;
    return { records: rows.slice(from, from + pageSize), size: rows.length, locator };
  };
  const connection: ZuoraConnection = {
    query: async (zoql) => {
      const name = `q${asked.push(zoql)}`;
      results.set(name, answers.find(([question]) => question.test(zoql))?.[1] ?? []);
      return page(name, 0);
    },
    queryMore: async (locator) => {
      const [name = '', from] = locator.split('-');
      return page(name, Number(from));
    },
    get: async () => {
      throw new Error('nothing is stored under a path');
    },
  };
  return { connection, asked, expireLocators: () => results.clear() };
}

/** An invoice as ZOQL shows it: issued on 1 October 2026, due on the 31st, not paid. */
export const anInvoiceRow = (over: Rows[number] = {}): Rows[number] => ({
  Id: 'inv1',
  AccountId: 'acc1',
  InvoiceNumber: 'INV1',
  Amount: 100,
  Balance: 100,
  InvoiceDate: '2026-10-01',
  DueDate: '2026-10-31',
  Status: 'Posted',
  UpdatedDate: '2026-10-01T08:00:00.000+00:00',
  ...over,
});

export const EURO_ACCOUNT = [/from Account /, [{ Id: 'acc1', Currency: 'EUR' }]] as const;
