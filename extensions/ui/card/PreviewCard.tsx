import { Flex } from '@hubspot/ui-extensions';
import { useCrmProperties } from '@hubspot/ui-extensions/crm';
import { CARD_PROPERTIES } from '../health/properties.ts';
import { CardFrame, type CardProps } from './CardFrame.tsx';
import { Dimensions } from './Dimensions.tsx';
import { Freshness } from './Freshness.tsx';
import { Notices } from './Notices.tsx';
import { Summary } from './Summary.tsx';

/** The card of the preview panel: score, band and the parts of the score. */
export function PreviewCard(props: CardProps) {
  const reading = useCrmProperties(CARD_PROPERTIES);
  return (
    <CardFrame {...props} reading={reading}>
      {(state) => (
        <Flex direction="column" gap="sm">
          <Summary state={state} compact />
          <Notices state={state} />
          <Dimensions plain={state.plain} detail={state.detail} />
          <Freshness state={state} />
        </Flex>
      )}
    </CardFrame>
  );
}
