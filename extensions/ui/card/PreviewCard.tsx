import type { CardProps } from './CardFrame.tsx';
import { CompactCard } from './CompactCard.tsx';
import { Dimensions } from './Dimensions.tsx';

/** The card of the preview panel: score, band and the parts of the score. */
export function PreviewCard(props: CardProps) {
  return (
    <CompactCard {...props}>
      {({ plain, detail }) => <Dimensions plain={plain} detail={detail} />}
    </CompactCard>
  );
}
