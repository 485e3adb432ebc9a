import { createContext, useContext, useState } from 'react';
import { type CallService, ServiceError } from './call.ts';

const ServiceContext = createContext<CallService>(() => Promise.reject(new ServiceError('unreachable', '')));
export const ServiceProvider = ServiceContext.Provider;

/** The service of this page or card. */
export function useService(): CallService {
  return useContext(ServiceContext);
}

export type ActionState<Answer> =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'done'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly error: ServiceError; readonly retry: () => void };

export interface Action<Answer> {
  readonly state: ActionState<Answer>;
  /** Resolves when it is over, also when it failed. */
  readonly run: (parameters: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly reset: () => void;
}

/** One thing to ask of the service, and how it went. `onDone` gets each answer. */
export function useAction<Answer>(
  name: string,
  onDone: (answer: Answer) => void = () => undefined,
): Action<Answer> {
  const call = useService();
  const [state, setState] = useState<ActionState<Answer>>({ kind: 'idle' });
  return { state, run, reset: () => setState({ kind: 'idle' }) };

  async function run(parameters: Readonly<Record<string, unknown>>): Promise<void> {
    setState({ kind: 'busy' });
    try {
      const answer = (await call(name, parameters)) as Answer;
      setState({ kind: 'done', answer });
      onDone(answer);
    } catch (thrown) {
      setState({ kind: 'failed', error: serviceError(thrown), retry: () => void run(parameters) });
    }
  }
}

/** What was thrown as a failure of the service. */
export function serviceError(thrown: unknown): ServiceError {
  return thrown instanceof ServiceError ? thrown : new ServiceError('internal', '');
}

/** An id for something that should happen once, however often it is sent. */
export function newRequestId(): string {
  return Array.from({ length: 4 }, () =>
    Math.floor(Math.random() * 0x100000000)
      .toString(16)
      .padStart(8, '0'),
  ).join('-');
}
