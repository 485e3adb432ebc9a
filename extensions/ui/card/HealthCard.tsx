import { useExtensionContext } from '@hubspot/ui-extensions';
import { useCrmProperties } from '@hubspot/ui-extensions/crm';
import { CARD_PROPERTIES } from '../health/properties.ts';
import { cardState, type CardState } from '../health/state.ts';
import { copyFor, CopyProvider } from '../texts/copy.ts';
import { CrashGuard } from './CrashGuard.tsx';
import { Failure, Loading, NoScoreYet } from './EmptyCard.tsx';
import { ScoredCard } from './ScoredCard.tsx';

/**
 * The customer health card of a company record. It draws from the company properties alone, so it works with the
 * service down. `clock`: milliseconds since the epoch.
 */
export function HealthCard({ clock = Date.now }: { readonly clock?: () => number }) {
  const { user } = useExtensionContext<'crm.record.tab'>();
  const reading = useCrmProperties(CARD_PROPERTIES);
  const now = clock();
  const retry = () => void reading.refetch();
  return (
    <CopyProvider value={copyFor(user.locale ?? user.language, now)}>
      <CrashGuard>
        <CardBody state={cardState(reading, now)} retry={retry} />
      </CrashGuard>
    </CopyProvider>
  );
}

function CardBody({ state, retry }: { readonly state: CardState; readonly retry: () => void }) {
  switch (state.kind) {
    case 'loading':
      return <Loading />;
    case 'failed':
    case 'forbidden':
      return <Failure kind={state.kind} retry={retry} />;
    case 'not-customer':
      return <NoScoreYet kind="notCustomer" />;
    case 'never-scored':
      return <NoScoreYet kind="neverScored" />;
    case 'scored':
      return <ScoredCard state={state} />;
  }
}
