import { useExtensionContext } from '@hubspot/ui-extensions';
import type { useCrmProperties } from '@hubspot/ui-extensions/crm';
import { type ReactNode, useState } from 'react';
import type { CardAnswer } from '../../../src/model/card-actions.ts';
import { withAnswer } from '../health/answer.ts';
import { cardState, type ScoredState } from '../health/state.ts';
import { type CallService, serviceFor } from '../service/call.ts';
import { ServiceProvider } from '../service/use-action.ts';
import { copyFor, CopyProvider } from '../texts/copy.ts';
import { CardActionsProvider } from './actions/card-actions.ts';
import { useActionsOfCard } from './actions/use-actions-of-card.ts';
import { CrashGuard } from './CrashGuard.tsx';
import { Failure, Loading, NoScoreYet } from './EmptyCard.tsx';

export interface CardProps {
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
  /** The service; by default the one of this build. */
  readonly service?: CallService;
}

interface CardFrameProps extends CardProps {
  /** Company properties to read: all of a card's in one request. */
  readonly reading: ReturnType<typeof useCrmProperties>;
  /** Draws a company that has a score, or at least was looked at. */
  readonly children: (state: ScoredState) => ReactNode;
}

/** Language, clock, service and every state but `scored`, the same for all cards of a record. */
export function CardFrame({ clock = Date.now, service, reading, children }: CardFrameProps) {
  const { user, crm } = useExtensionContext<'crm.record.tab'>();
  const now = clock();
  const copy = copyFor(user.locale ?? user.language, now);
  const companyId = String(crm.objectId);
  return (
    <CopyProvider value={copy}>
      <ServiceProvider value={service ?? serviceFor(user.email, copy.locale)}>
        <CrashGuard>
          {/* Keyed, so that nothing of one company, such as how an action went, stays for the next. */}
          <CardBody key={companyId} companyId={companyId} reading={reading} now={now} draw={children} />
        </CrashGuard>
      </ServiceProvider>
    </CopyProvider>
  );
}

interface CardBodyProps {
  readonly companyId: string;
  readonly reading: CardFrameProps['reading'];
  readonly now: number;
  readonly draw: CardFrameProps['children'];
}

function CardBody({ companyId, reading, now, draw }: CardBodyProps) {
  const [answer, setAnswer] = useState<CardAnswer | null>(null);
  const actions = useActionsOfCard(companyId, setAnswer);
  const properties = withAnswer(companyId, reading.properties, answer);
  const state = cardState({ ...reading, properties }, now);
  switch (state.kind) {
    case 'loading':
      return <Loading />;
    case 'failed':
    case 'forbidden':
      return <Failure kind={state.kind} retry={() => void reading.refetch()} />;
    case 'not-customer':
      return <NoScoreYet kind="notCustomer" />;
    case 'never-scored':
      return <NoScoreYet kind="neverScored" />;
    case 'scored':
      return <CardActionsProvider value={actions}>{draw(state)}</CardActionsProvider>;
  }
}
