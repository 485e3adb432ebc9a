import { hubspot } from '@hubspot/ui-extensions';
import type { Locale } from '../../../src/model/bands.ts';

/**
 * How this build reaches the service: set by `extensions/bundle/bundle.ts`, each as a constant of its own, so that the
 * bundler leaves out what only the other build needs.
 */
declare const PULSO_AUTH: 'static' | 'oauth' | undefined;
/** Origin of the service, for the OAuth build. */
declare const PULSO_ORIGIN: string;

/** HubSpot's own limit is 15 seconds unless one asks for more; functions end after ten. */
const TIMEOUT_MS = 15_000;

/** Asks the service to do something. Rejects with a {@link ServiceError}. */
export type CallService = (action: string, parameters: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** What the service, or HubSpot on the way there, answered instead. */
export class ServiceError extends Error {
  /** A code of `src/errors.ts`, or `unreachable`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * The service through a function of the app (static build) or signed by HubSpot (OAuth build). `userEmail`: who
 * acts; HubSpot itself says so in the OAuth build. `locale`: the language to say in what went wrong.
 */
export function serviceFor(userEmail: string | undefined, locale: Locale): CallService {
  return async (action, parameters) => {
    const answer = await (
      typeof PULSO_AUTH === 'undefined' || PULSO_AUTH === 'static'
        ? hubspot.serverless<unknown>(functionOf(action), {
            parameters: { ...parameters, action, userEmail: userEmail ?? null, locale } as never,
          })
        : fetched(action, parameters, locale)
    ).catch((error: unknown) => {
      throw error instanceof ServiceError ? error : new ServiceError('unreachable', '');
    });
    const failure = failureIn(answer);
    if (failure !== null) throw failure;
    return answer;
  };
}

/** Actions of a card have a function each; what pages ask for goes through one. */
const CARD_FUNCTIONS: Readonly<Record<string, string>> = {
  getHealth: 'pulso_get_health',
  refreshHealth: 'pulso_refresh_health',
  logPulse: 'pulso_log_pulse',
  startPlaybook: 'pulso_start_playbook',
  setOverride: 'pulso_set_override',
};

function functionOf(action: string): string {
  return CARD_FUNCTIONS[action] ?? 'pulso_portal';
}

async function fetched(
  action: string,
  parameters: Readonly<Record<string, unknown>>,
  locale: Locale,
): Promise<unknown> {
  const response = await hubspot.fetch(`${PULSO_ORIGIN}/api/actions/${action}?locale=${locale}`, {
    method: 'POST',
    body: { ...parameters },
    timeout: TIMEOUT_MS,
  });
  return response.json() as Promise<unknown>;
}

function failureIn(answer: unknown): ServiceError | null {
  if (typeof answer !== 'object' || answer === null) return new ServiceError('unreachable', '');
  const { error } = answer as { error?: { code?: string; message?: string } };
  return error === undefined ? null : new ServiceError(error.code ?? 'internal', error.message ?? '');
}
