import { Button, ErrorState, LoadingSpinner, Text, useExtensionContext } from '@hubspot/ui-extensions';
import { type ReactNode, useEffect, useRef } from 'react';
import { CrashGuard } from '../card/CrashGuard.tsx';
import { failureWords } from '../card/actions/Outcome.tsx';
import { type CallService, serviceFor } from '../service/call.ts';
import { type Action, ServiceProvider, useAction } from '../service/use-action.ts';
import { copyFor, CopyProvider, useCopy } from '../texts/copy.ts';
import { usePageTexts } from '../texts/pages.ts';

export interface PageProps {
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
  /** The service; by default the one of this build. */
  readonly service?: CallService;
}

/** Language, clock and service, the same for all pages. */
export function PageFrame({
  clock = Date.now,
  service,
  children,
}: PageProps & { readonly children: ReactNode }) {
  const { user } = useExtensionContext<'pages'>();
  const copy = copyFor(user.locale ?? user.language, clock());
  return (
    <CopyProvider value={copy}>
      <ServiceProvider value={service ?? serviceFor(user.email, copy.locale)}>
        <CrashGuard>{children}</CrashGuard>
      </ServiceProvider>
    </CopyProvider>
  );
}

interface LoadedProps<Answer> {
  /** What to ask the service for. */
  readonly action: string;
  /** Of the first request; another `key` asks with others. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly loading: string;
  /** Keeps the answer before on the screen while it asks again, with the tab and the text that people chose. */
  readonly isKept?: boolean;
  /** `reload` asks again. */
  readonly children: (answer: Answer, reload: () => void) => ReactNode;
}

/** Asks once and draws the answer; waiting, failing and trying again are drawn here. */
export function Loaded<Answer>({
  action,
  parameters = {},
  loading,
  isKept = false,
  children,
}: LoadedProps<Answer>) {
  const asked = useAction<Answer>(action);
  useEffect(() => void asked.run(parameters), []);
  const { state } = asked;
  const before = useRef<{ readonly answer: Answer } | null>(null);
  if (state.kind === 'done') before.current = state;
  if (state.kind === 'failed') return <ServiceDown asked={asked} />;
  const shown = state.kind === 'done' || isKept ? before.current : null;
  if (shown !== null) return children(shown.answer, () => void asked.run(parameters));
  return <LoadingSpinner label={loading} showLabel size="md" layout="centered" />;
}

function ServiceDown<Answer>({ asked }: { readonly asked: Action<Answer> }) {
  const copy = useCopy();
  const { failedTitle, failedText } = usePageTexts();
  const { state } = asked;
  if (state.kind !== 'failed') return null;
  const isDown = state.error.code === 'unreachable' || state.error.code === 'upstream-unavailable';
  return (
    <ErrorState title={failedTitle} type="error">
      <Text>{isDown ? failedText : failureWords(state.error, copy)}</Text>
      <Button onClick={state.retry}>{copy.texts.tryAgain}</Button>
    </ErrorState>
  );
}
