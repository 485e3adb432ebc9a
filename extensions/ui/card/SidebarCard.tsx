import { Flex, Text } from '@hubspot/ui-extensions';
import { useCrmProperties } from '@hubspot/ui-extensions/crm';
import { CARD_PROPERTIES } from '../health/properties.ts';
import type { ScoredState } from '../health/state.ts';
import { useCopy } from '../texts/copy.ts';
import { Outcome } from './actions/Outcome.tsx';
import { SidebarAction } from './actions/SidebarAction.tsx';
import { CardFrame, type CardProps } from './CardFrame.tsx';
import { Freshness } from './Freshness.tsx';
import { Notices } from './Notices.tsx';
import { Summary } from './Summary.tsx';

/** The short answer beside a record: score, direction, the costliest reason and one thing to do. */
export function SidebarCard(props: CardProps) {
  const reading = useCrmProperties(CARD_PROPERTIES);
  return (
    <CardFrame {...props} reading={reading}>
      {(state) => (
        <Flex direction="column" gap="sm">
          <Summary state={state} compact />
          <Notices state={state} />
          <TopReason state={state} />
          <SidebarAction detail={state.detail} />
          <Outcome />
          <Freshness state={state} />
        </Flex>
      )}
    </CardFrame>
  );
}

function TopReason({ state: { plain, detail } }: { readonly state: ScoredState }) {
  const { locale } = useCopy();
  const reason = detail?.words?.reasons[0]?.[locale] ?? plain.topRisks[0];
  return reason === undefined ? null : <Text>{reason}</Text>;
}
