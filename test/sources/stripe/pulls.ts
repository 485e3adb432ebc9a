import { sourceRecord } from '../../../src/model/record.ts';
import { type Page } from '../../../src/model/source.ts';
import { createStripeSource } from '../../../src/sources/stripe/index.ts';
import { pullAll, type PullOverrides, streamOf } from '../../batteries/pull.ts';
import { API_KEY, type FakeStripe } from './fake-stripe.ts';

/** The pages of a stream, read from a Stripe that stands in. */
export function pullFrom(
  fake: FakeStripe,
  stream: string,
  cursor: unknown = null,
  overrides: PullOverrides = {},
): Promise<Page<unknown>[]> {
  const source = createStripeSource(
    { baseUrl: fake.baseUrl, apiKey: API_KEY },
    { sleep: async () => undefined },
  );
  return pullAll(streamOf(source, stream), cursor, overrides);
}

export function recordsOf(pages: readonly Page<unknown>[]) {
  return pages.flatMap((page) => page.records ?? []).map((record) => sourceRecord.parse(record));
}

export { reasonsOf } from '../../helpers/in-words.ts';
