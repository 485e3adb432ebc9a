import { Flex } from '@hubspot/ui-extensions';
import { type ScoredState } from '../health/state.ts';
import { useCardActions } from './actions/card-actions.ts';
import { Outcome } from './actions/Outcome.tsx';
import { OverrideForm } from './actions/OverrideForm.tsx';
import { PulseForm } from './actions/PulseForm.tsx';
import { DetailTabs } from './DetailTabs.tsx';
import { Dimensions } from './Dimensions.tsx';
import { Freshness } from './Freshness.tsx';
import { Notices } from './Notices.tsx';
import { Summary } from './Summary.tsx';
import { Warnings } from './Warnings.tsx';
import { WhyItMoved } from './WhyItMoved.tsx';

/** How healthy, which way, why, what now: in this order. */
export function ScoredCard({ state }: { readonly state: ScoredState }) {
  const { form } = useCardActions();
  return (
    <Flex direction="column" gap="md">
      <Summary state={state} />
      {form === 'pulse' && <PulseForm />}
      {form === 'override' && <OverrideForm detail={state.detail} />}
      <Outcome />
      <Notices state={state} />
      <WhyItMoved detail={state.detail} />
      <Warnings state={state} />
      <Freshness state={state} />
      <Dimensions plain={state.plain} detail={state.detail} />
      <DetailTabs state={state} />
    </Flex>
  );
}
