import { Flex } from '@hubspot/ui-extensions';
import { useCrmProperties } from '@hubspot/ui-extensions/crm';
import { type ReactNode } from 'react';
import { CARD_PROPERTIES } from '../health/properties.ts';
import type { ScoredState } from '../health/state.ts';
import { CardFrame, type CardProps } from './CardFrame.tsx';
import { Freshness } from './Freshness.tsx';
import { Notices } from './Notices.tsx';
import { Summary } from './Summary.tsx';

interface CompactCardProps extends CardProps {
  readonly children: (state: ScoredState) => ReactNode;
}

/** What the narrow cards have in common: the score in short and its notices above, its age below. */
export function CompactCard({ children, ...props }: CompactCardProps) {
  const reading = useCrmProperties(CARD_PROPERTIES);
  return (
    <CardFrame {...props} reading={reading}>
      {(state) => (
        <Flex direction="column" gap="sm">
          <Summary state={state} compact />
          <Notices state={state} />
          {children(state)}
          <Freshness state={state} />
        </Flex>
      )}
    </CardFrame>
  );
}
