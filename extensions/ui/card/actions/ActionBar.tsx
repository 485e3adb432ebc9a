import { Button, Dropdown, Inline } from '@hubspot/ui-extensions';
import type { HealthBreakdown } from '../../../../src/model/breakdown.ts';
import { stepsToCreate } from '../../health/plan.ts';
import { useCopy } from '../../texts/copy.ts';
import { useCardActions } from './card-actions.ts';

/** The one thing to do, and a menu with the others. */
export function ActionBar({ detail }: { readonly detail: HealthBreakdown | null }) {
  const { texts } = useCopy();
  const { busy, act, openForm } = useCardActions();
  const { startPlaybook, menu, logPulse, recalculate, override } = texts.actions;
  const canStart = detail !== null && stepsToCreate(detail).length > 0;
  return (
    <Inline align="center" gap="sm">
      {canStart && (
        <Button variant="primary" size="sm" disabled={busy} onClick={() => act('startPlaybook')}>
          {startPlaybook}
        </Button>
      )}
      <Dropdown variant="secondary" buttonSize="sm" buttonText={menu} disabled={busy}>
        <Dropdown.ButtonItem onClick={() => openForm('pulse')}>{logPulse}</Dropdown.ButtonItem>
        <Dropdown.ButtonItem onClick={() => act('refreshHealth')}>{recalculate}</Dropdown.ButtonItem>
        <Dropdown.ButtonItem onClick={() => openForm('override')}>{override}</Dropdown.ButtonItem>
      </Dropdown>
    </Inline>
  );
}
