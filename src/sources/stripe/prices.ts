import { AppError } from '../../errors.ts';
import { type Parameters, type StripeApi } from './api.ts';
import { price, type Price } from './shapes.ts';

/**
 * A price by its id; null where Stripe does not give it. How a price charges never changes, so that each is asked for
 * once in a pull.
 */
export async function askedPrice(
  id: string,
  api: StripeApi,
  parameters: Parameters = {},
): Promise<Price | null> {
  try {
    const answer = await api.retrieveOnce(`/v1/prices/${encodeURIComponent(id)}`, parameters);
    return price.safeParse(answer).data ?? null;
  } catch (error) {
    // A key without the right to read prices, or a deleted price, costs what it tells and not the pull.
    const refused =
      error instanceof AppError && (error.code === 'forbidden' || error.code === 'upstream-rejected');
    if (!refused) throw error;
    return null;
  }
}
