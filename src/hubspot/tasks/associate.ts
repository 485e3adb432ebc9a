import { z } from 'zod';
import { toAppError } from '../../errors.ts';
import { type Message, say } from '../../model/messages/message.ts';
import { type HubSpotApi } from '../../model/hubspot-api.ts';
import { strings } from '../client/error-body.ts';
import { paths } from '../paths.ts';

/** Two records to tie; `label` is the caller's name for the pair. */
export interface Pair {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

export interface FailedPair {
  readonly pair: Pair;
  readonly reason: Message;
}

const end = z.object({ id: z.string() });
const associateAnswer = z.object({
  results: z.array(z.object({ from: end, to: end })),
  errors: z
    .array(
      z.looseObject({
        message: z.string().default('HubSpot gave no reason'),
        context: z.record(z.string(), z.unknown()).nullish().catch(undefined),
      }),
    )
    .nullish(),
});

/**
 * Ties each pair with HubSpot's default association (task to company is type 192). Tying what is tied changes
 * nothing. A batch refused as a whole is halved, so that a deleted company costs only its own pair.
 */
export async function associate(
  api: HubSpotApi,
  fromType: string,
  toType: string,
  pairs: readonly Pair[],
): Promise<FailedPair[]> {
  if (pairs.length === 0) return [];
  let answer: z.infer<typeof associateAnswer>;
  try {
    answer = await api.request({
      method: 'POST',
      path: paths.associateDefault(fromType, toType),
      body: { inputs: pairs.map(({ from, to }) => ({ from: { id: from }, to: { id: to } })) },
      schema: associateAnswer,
      priority: 'batch',
    });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'upstream-rejected' && error.code !== 'not-found') throw thrown;
    return halve(api, fromType, toType, pairs, error.said);
  }
  const errors = answer.errors ?? [];
  if (errors.length === 0) return [];
  const tied = new Set(
    answer.results.flatMap(({ from, to }) => [`${from.id}>${to.id}`, `${to.id}>${from.id}`]),
  );
  return pairs
    .filter(({ from, to }) => !tied.has(`${from}>${to}`))
    .map((pair) => ({
      pair,
      reason: reasonOf(errors.find((error) => mentions(error.context, pair)) ?? errors[0]),
    }));
}

function reasonOf(error: { readonly message: string } | undefined): Message {
  return error === undefined ? say('hubspot.refused') : say('hubspot.said', { said: error.message });
}

async function halve(
  api: HubSpotApi,
  fromType: string,
  toType: string,
  pairs: readonly Pair[],
  reason: Message,
): Promise<FailedPair[]> {
  const [only] = pairs;
  if (only !== undefined && pairs.length === 1) return [{ pair: only, reason }];
  const middle = Math.ceil(pairs.length / 2);
  return [
    ...(await associate(api, fromType, toType, pairs.slice(0, middle))),
    ...(await associate(api, fromType, toType, pairs.slice(middle))),
  ];
}

function mentions(context: Record<string, unknown> | null | undefined, { from, to }: Pair): boolean {
  return Object.values(context ?? {}).some((value) => strings(value).some((id) => id === from || id === to));
}
