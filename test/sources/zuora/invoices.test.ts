import { changedStream } from '../../../src/sources/zuora/changed-stream.ts';
import { invoices, payments } from '../../../src/sources/zuora/objects.ts';
import { pullAll } from '../../batteries/pull.ts';
import { storedState } from '../../batteries/stored-state.ts';
import { mapSubscription } from '../../../src/sources/zuora/subscriptions.ts';
import { say } from '../../../src/model/messages/message.ts';
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

const mapped = async (rows: readonly object[], answers: Parameters<typeof stubConnection>[0] = []) => {
  const { connection } = stubConnection([EURO_ACCOUNT, ...answers]);
  const context = { ...TIMES, signal: new AbortController().signal, tempDir: '' };
  return invoices(connection).map(
    rows.map((row) => anInvoiceRow({ ...row })),
    context,
  );
};

describe('what counts no more is deleted', () => {
  test('an invoice that was taken back to a draft', async () => {
    expect(await mapped([{ Status: 'Draft' }])).toEqual([{ deleted: [{ kind: 'invoice', id: 'inv1' }] }]);
  });

  test('a failed payment that came through after all', async () => {
    const row = { Id: 'pay1', AccountId: 'acc1', Status: 'Processed', EffectiveDate: '2026-10-01' };
    const context = { ...TIMES, signal: new AbortController().signal, tempDir: '' };
    expect(await payments().map([row], context)).toEqual([
      { deleted: [{ kind: 'failed-charge', id: 'pay1' }] },
    ]);
  });

  test('a subscription whose activation was taken back, with its steps', () => {
    const draft = {
      ...{ subscriptionNumber: 'A-S1', accountId: 'acc1', status: 'Draft', currency: 'EUR' },
      ...{ termType: 'EVERGREEN', ratePlans: [] },
    };
    const deleted = ['subscription', 'mrr'].map((kind) => ({ kind, id: 'A-S1' }));
    expect(mapSubscription(draft, TIMES)).toEqual({ deleted });
  });
});

describe('the day of payment of a settled invoice', () => {
  const settled = { Balance: 0, UpdatedDate: '2026-11-11T08:00:00.000+00:00' };
  const paidBy = (EffectiveDate: string) =>
    [
      [/from InvoicePayment /, [{ InvoiceId: 'inv1', PaymentId: 'pay1' }]],
      [/from Payment /, [{ Id: 'pay1', EffectiveDate }]],
    ] as const;
  const note = { stream: 'invoices', recordId: 'inv1', reason: say('zuora.paid-day') };

  test('is that of its payment, however late', async () => {
    const [only] = await mapped([settled], paidBy('2026-11-05'));
    expect(only).toMatchObject({ records: [{ status: 'paid', paidAt: '2026-11-05' }] });
    expect(only?.quarantined ?? []).toEqual([]);
  });

  test.each([
    [
      'the last change, where that was before it was due',
      '2026-10-20T08:00:00+00:00',
      '2026-10-20T08:00:00.000Z',
    ],
    ['the day it was due, where it was changed later', '2026-11-11T08:00:00+00:00', '2026-10-31'],
  ])('is without one %s, with a note', async (_, UpdatedDate, paidAt) => {
    const [only] = await mapped([{ ...settled, UpdatedDate }]);
    expect(only).toMatchObject({ records: [{ status: 'paid', paidAt }], quarantined: [note] });
  });

  test('needs no note where there was nothing to pay, or it was cancelled', async () => {
    const [free, gone] = await mapped([
      { ...settled, Amount: 0 },
      { ...settled, Status: 'Canceled' },
    ]);
    expect(free).toMatchObject({ records: [{ status: 'paid', paidAt: '2026-10-31' }] });
    expect(gone).toMatchObject({ records: [{ status: 'void', paidAt: null }] });
    expect([...(free?.quarantined ?? []), ...(gone?.quarantined ?? [])]).toEqual([]);
  });
});
