import { Text } from '@hubspot/ui-extensions';
import type { ScoredState } from '../health/state.ts';
import { useCopy } from '../texts/copy.ts';
import { Outcome } from './actions/Outcome.tsx';
import { SidebarAction } from './actions/SidebarAction.tsx';
import type { CardProps } from './CardFrame.tsx';
import { CompactCard } from './CompactCard.tsx';

/** The short answer beside a record: score, direction, the costliest reason and one thing to do. */
export function SidebarCard(props: CardProps) {
  return (
    <CompactCard {...props}>
      {(state) => (
        <>
          <TopReason state={state} />
          <SidebarAction detail={state.detail} />
          <Outcome />
        </>
      )}
    </CompactCard>
  );
}

function TopReason({ state: { plain, detail } }: { readonly state: ScoredState }) {
  const { locale } = useCopy();
  const reason = detail?.words?.reasons[0]?.[locale] ?? plain.topRisks[0];
  return reason === undefined ? null : <Text>{reason}</Text>;
}
