import { changedStream } from '../../../src/sources/zuora/changed-stream.ts';
import { invoices } from '../../../src/sources/zuora/objects.ts';
import { pullAll } from '../../batteries/pull.ts';
import { storedState } from '../../batteries/stored-state.ts';
import { anInvoiceRow, EURO_ACCOUNT, stubConnection } from './stub-connection.ts';

const TIMES = { now: new Date('2026-11-12T06:00:00Z'), since: '2026-05-01' };
const OLD = { InvoiceDate: '2024-01-01', DueDate: '2024-01-31', UpdatedDate: '2024-01-01T08:00:00+00:00' };
const debts = ['old1', 'old2', 'old3'].map((Id) => anInvoiceRow({ Id, ...OLD }));

const tenant = () =>
  stubConnection([EURO_ACCOUNT, [/Balance > 0/, debts], [/UpdatedDate >= /, [anInvoiceRow()]]], 2);
const streamOf = ({ connection }: ReturnType<typeof tenant>) =>
  changedStream(invoices(connection), connection);
const read = (stub: ReturnType<typeof tenant>, cursor: unknown = null) =>
  pullAll(streamOf(stub), cursor, TIMES);
const idsOf = (pages: Awaited<ReturnType<typeof read>>) =>
  pages.flatMap((page) => page.records ?? []).map(({ id }) => id);

describe('invoices last changed before the first day', () => {
  test('are read once where they are still open', async () => {
    const stub = tenant();
    const pages = await read(stub);
    expect(idsOf(pages)).toEqual(['old1', 'old2', 'old3', 'inv1']);
    expect(stub.asked.filter((zoql) => zoql.includes('from Invoice '))).toEqual([
      expect.stringMatching(
        /where UpdatedDate < '2026-05-01T00:00:00\+00:00' and Balance > 0 and Status = 'Posted'$/,
      ),
      expect.stringContaining("UpdatedDate >= '2026-05-01T00:00:00+00:00'"),
    ]);
    expect(idsOf(await read(stub, pages.at(-1)?.cursor))).toEqual(['inv1']);
  });

  test('are read from any place on, whether its locator still lives or not', async () => {
    const stub = tenant();
    const whole = await read(stub);
    for (const [place, page] of whole.slice(0, -1).entries()) {
      const before = whole.slice(0, place + 1);
      expect(idsOf(await read(stub, page.cursor))).toEqual(idsOf(whole.slice(place + 1)));
      stub.expireLocators();
      const rest = await read(stub, page.cursor);
      expect(storedState([...before, ...rest])).toEqual(storedState(whole));
    }
  });

  test('are read by a tenant that was connected before, behind what it had begun', async () => {
    const closed = { from: '2026-11-11T06:00:00.000Z', until: null, locator: null };
    expect(idsOf(await read(tenant(), closed))).toEqual(['old1', 'old2', 'old3', 'inv1']);
    const begun = { ...closed, until: '2026-11-12T06:00:00.000Z', locator: 'gone-2' };
    const pages = await read(tenant(), begun);
    expect(idsOf(pages)).toEqual(['inv1']);
    expect(idsOf(await read(tenant(), pages.at(-1)?.cursor))).toEqual(['old1', 'old2', 'old3', 'inv1']);
  });
});
