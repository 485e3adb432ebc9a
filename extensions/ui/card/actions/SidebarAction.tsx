import { LoadingButton } from '@hubspot/ui-extensions';
import type { HealthBreakdown } from '../../../../src/model/breakdown.ts';
import { stepsToCreate } from '../../health/plan.ts';
import { useCopy } from '../../texts/copy.ts';
import { useCardActions } from './card-actions.ts';

/** The next thing to do: start what is not started, else look again. */
export function SidebarAction({ detail }: { readonly detail: HealthBreakdown | null }) {
  const { texts } = useCopy();
  const { busy, act } = useCardActions();
  const deed = detail !== null && stepsToCreate(detail).length > 0 ? 'startPlaybook' : 'refreshHealth';
  return (
    <LoadingButton variant="primary" size="sm" loading={busy} disabled={busy} onClick={() => act(deed)}>
      {deed === 'startPlaybook' ? texts.actions.startPlaybook : texts.actions.recalculate}
    </LoadingButton>
  );
}
