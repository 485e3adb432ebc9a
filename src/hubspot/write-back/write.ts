import { type HubSpotApi } from '../../model/hubspot-api.ts';
import { batchesOf, forEachConcurrently } from '../in-batches.ts';
import { batchAnswer } from '../objects.ts';
import { paths } from '../paths.ts';
import { type Message } from '../../model/messages/message.ts';
import { sendIsolating } from './isolate.ts';
import { type CompanyUpdate } from './plan.ts';

export interface WriteBackOptions {
  /** After every batch: companies done (written or rejected) of all. */
  readonly onProgress?: (done: number, total: number) => void;
  /** After every batch, with what HubSpot acknowledged; what was reported here need not be sent again after a crash. */
  readonly onWritten?: (batch: readonly CompanyUpdate[]) => void | Promise<void>;
}

export interface WriteOutcome {
  /** Batch calls made, retries of the same call not counted. */
  readonly writeCalls: number;
  readonly companiesWritten: number;
  readonly rejected: readonly { readonly companyId: string; readonly reason: Message }[];
}

/** Enough to use the largest allowance (250 in 10 s) while an answer takes over half a second. */
const IN_FLIGHT = 16;

/**
 * Writes company properties in batches of 100, several in flight as far as the rate limit lets. Companies that
 * HubSpot refuses (deleted, merged, invalid values) are isolated and reported; the rest of their batch is written.
 * Writing the same twice is harmless. Throws what concerns all of them (`unauthorized`, `forbidden`, `rate-limited`,
 * `upstream-unavailable`), after `onWritten` for what was acknowledged before.
 */
export async function writeBack(
  api: HubSpotApi,
  updates: readonly CompanyUpdate[],
  options: WriteBackOptions = {},
): Promise<WriteOutcome> {
  let writeCalls = 0;
  let companiesWritten = 0;
  let done = 0;
  const rejected: { companyId: string; reason: Message }[] = [];

  const send = (items: readonly CompanyUpdate[]) => {
    writeCalls += 1;
    const inputs = items.map(({ companyId, properties }) => ({
      id: companyId,
      // With it HubSpot answers 207 and names the bad records instead of refusing the whole batch.
      objectWriteTraceId: companyId,
      properties,
    }));
    return api.request({
      method: 'POST',
      path: paths.batch('companies', 'update'),
      body: { inputs },
      schema: batchAnswer,
      priority: 'batch',
    });
  };

  await forEachConcurrently(batchesOf(updates), IN_FLIGHT, async (batch) => {
    const outcome = await sendIsolating(batch, {
      send,
      traceId: ({ companyId }) => companyId,
      isResultOf: (result, { companyId }) => (result.objectWriteTraceId ?? result.id) === companyId,
    });
    const refused = new Set(outcome.rejected.map(({ item }) => item.companyId));
    for (const { item, reason } of outcome.rejected) rejected.push({ companyId: item.companyId, reason });
    const written = batch.filter(({ companyId }) => !refused.has(companyId));
    companiesWritten += written.length;
    done += batch.length;
    if (written.length > 0) await options.onWritten?.(written);
    options.onProgress?.(done, updates.length);
  });
  return { writeCalls, companiesWritten, rejected };
}
