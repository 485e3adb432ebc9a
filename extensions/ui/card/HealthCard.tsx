import { useCrmProperties } from '@hubspot/ui-extensions/crm';
import { CARD_PROPERTIES } from '../health/properties.ts';
import { CardFrame, type CardProps } from './CardFrame.tsx';
import { ScoredCard } from './ScoredCard.tsx';

/**
 * The customer health card of a company record. It draws from the company properties alone, so it works with the
 * service down; only its actions need the service.
 */
export function HealthCard(props: CardProps) {
  const reading = useCrmProperties(CARD_PROPERTIES);
  return (
    <CardFrame {...props} reading={reading}>
      {(state) => <ScoredCard state={state} />}
    </CardFrame>
  );
}
