import { AppError, toAppError } from '../../errors.ts';
import { type Message, say } from '../../model/messages/message.ts';
import { type BatchAnswer, idsOfError, type RecordAnswer } from '../objects.ts';

export interface Rejection<Item> {
  readonly item: Item;
  readonly reason: Message;
}

export interface Isolated<Item> {
  readonly results: readonly RecordAnswer[];
  readonly rejected: readonly Rejection<Item>[];
}

export interface IsolateOptions<Item> {
  /** Sends these in one call; may be called again with a part of them, so it must be harmless to repeat. */
  readonly send: (items: readonly Item[]) => Promise<BatchAnswer>;
  /** The id under which a 207 names the item in its errors. */
  readonly traceId: (item: Item) => string;
  /** Whether a result is this item's. */
  readonly isResultOf: (result: RecordAnswer, item: Item) => boolean;
}

/**
 * Sends a batch so that records HubSpot refuses do not take the others with them: those a 207 names are set aside,
 * and a batch refused as a whole is halved until the culprits stand alone. What is not the records' fault (token,
 * scopes, limits, network, a property that the portal lacks) is thrown.
 */
export async function sendIsolating<Item>(
  items: readonly Item[],
  options: IsolateOptions<Item>,
): Promise<Isolated<Item>> {
  let answer: BatchAnswer;
  try {
    answer = await options.send(items);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'upstream-rejected' && error.code !== 'not-found') throw thrown;
    throwIfUnprovisioned(JSON.stringify(error.details), error.message);
    return halve(items, error.said, options);
  }
  const errors = answer.errors ?? [];
  if (errors.length === 0) return { results: answer.results, rejected: [] };
  for (const error of errors) throwIfUnprovisioned(JSON.stringify(error), error.message);

  const reasons = new Map(
    errors.flatMap((error) => idsOfError(error).map((id) => [id, saidByHubSpot(error.message)] as const)),
  );
  const pending = items.filter((item) => !answer.results.some((result) => options.isResultOf(result, item)));
  const named = pending.filter((item) => reasons.has(options.traceId(item)));
  const unnamed = pending.filter((item) => !reasons.has(options.traceId(item)));
  const rejected = named.map((item) => ({ item, reason: reasons.get(options.traceId(item)) ?? REFUSED }));
  const rest =
    unnamed.length === 0
      ? NOTHING
      : await halve(unnamed, errors[0] === undefined ? REFUSED : saidByHubSpot(errors[0].message), options);
  return {
    results: [...answer.results, ...rest.results],
    rejected: [...rejected, ...rest.rejected],
  };
}

/** Without the property every record would be refused, one call each. */
function throwIfUnprovisioned(facts: string, message: string): void {
  if (!facts.includes('PROPERTY_DOESNT_EXIST')) return;
  throw new AppError('upstream-rejected', say('hubspot.property-missing', { said: message }));
}

/** HubSpot's own words, in its own language. */
function saidByHubSpot(said: string): Message {
  return say('hubspot.said', { said });
}

const REFUSED = say('hubspot.refused');
const NOTHING = { results: [], rejected: [] } as const;

async function halve<Item>(
  items: readonly Item[],
  reason: Message,
  options: IsolateOptions<Item>,
): Promise<Isolated<Item>> {
  const [only] = items;
  if (only === undefined) return NOTHING;
  if (items.length === 1) return { results: [], rejected: [{ item: only, reason }] };
  const middle = Math.ceil(items.length / 2);
  const first = await sendIsolating(items.slice(0, middle), options);
  const second = await sendIsolating(items.slice(middle), options);
  return {
    results: [...first.results, ...second.results],
    rejected: [...first.rejected, ...second.rejected],
  };
}
