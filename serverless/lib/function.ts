import { type z } from 'zod';
import { AppError, toAppError } from '../../src/errors.ts';
import { issuesMessage } from '../../src/model/messages/issue.ts';
import { messageText, say } from '../../src/model/messages/message.ts';
import { type HubSpotApi } from '../../src/model/hubspot-api.ts';
import {
  type ActionFailure,
  CARD_ACTIONS,
  type CardAction,
  type CardRequest,
} from '../../src/model/card-actions.ts';
import { createPortal } from './portal.ts';

/** HubSpot ends functions after ten seconds; we answer before. */
export const TIMEOUT_MS = 8_500;

/** What HubSpot gives a function. */
export interface FunctionContext {
  readonly parameters?: unknown;
}

/** What an action of a function works with. */
export interface Run {
  readonly portal: HubSpotApi;
  readonly signal: AbortSignal;
  readonly now: Date;
  /** E-mail address of whoever pressed the button, as the card says. */
  readonly author: string;
}

/** What one of the card's actions does in a function. */
export type Act<Name extends CardAction> = (request: CardRequest<Name>, run: Run) => Promise<object>;

/**
 * A function of the app for one of the card's actions. It never throws: failures come back as
 * `{ error: { code, message } }`, so that the caller can show them.
 */
export function cardFunction<Name extends CardAction>(
  name: Name,
  act: Act<Name>,
): (context: FunctionContext) => Promise<object> {
  return (context) => runAction(name, act, context, AbortSignal.timeout(TIMEOUT_MS));
}

/** The same once, in the time that `signal` leaves. */
export async function runAction<Name extends CardAction>(
  name: Name,
  act: Act<Name>,
  { parameters }: FunctionContext,
  signal: AbortSignal,
): Promise<object> {
  try {
    const request = parsed(CARD_ACTIONS[name], parameters) as CardRequest<Name>;
    return await act(request, runOf(parameters, signal));
  } catch (error) {
    return failureOf(error, parameters);
  }
}

/** In the language of whoever pressed the button, as the card says. */
export function failureOf(error: unknown, parameters: unknown): ActionFailure {
  const { code, said } = toAppError(error);
  const { locale } = (parameters ?? {}) as { readonly locale?: unknown };
  const shown = code === 'internal' ? say('general.internal') : said;
  return { error: { code, message: messageText(shown, locale === 'es' ? 'es' : 'en') } };
}

function parsed(schema: z.ZodType, parameters: unknown): unknown {
  const result = schema.safeParse(parameters);
  if (result.success) return result.data;
  throw new AppError('input-invalid', issuesMessage(result.error.issues));
}

function runOf(parameters: unknown, signal: AbortSignal): Run {
  const token = process.env['PRIVATE_APP_ACCESS_TOKEN'];
  if (!token) throw new AppError('config-invalid', say('function.no-token'));
  const baseUrl = process.env['HUBSPOT_BASE_URL'] ?? 'https://api.hubapi.com';
  const { userEmail } = parameters as { readonly userEmail?: unknown };
  return {
    portal: createPortal({ token, baseUrl, signal }),
    signal,
    now: new Date(),
    author: typeof userEmail === 'string' && userEmail !== '' ? userEmail : 'HubSpot user',
  };
}
