import { Flex, NumberInput, Select } from '@hubspot/ui-extensions';
import { type Locale, LOCALES } from '../../../src/model/bands.ts';
import type { PortalSettings } from '../../../src/model/portal-settings.ts';
import { SETTING_BOUNDS } from '../../../src/model/setting-bounds.ts';
import { usePageTexts } from '../texts/pages.ts';
import { BoundedInput } from './BoundedInput.tsx';
import { managerOf } from './draft.ts';
import { FollowUps } from './FollowUps.tsx';
import type { DraftProps } from './SettingsPage.tsx';

/** How much the team can do, who takes critical accounts, and in which language. */
export function TeamTab({ answer, draft, isSaving, onChange }: DraftProps) {
  const { settings } = usePageTexts();
  const manager = managerOf(answer, draft);
  // An owner without a name, as one who left HubSpot, is called by the id.
  const named = manager === null ? answer.owners : { [manager]: manager, ...answer.owners };
  const owners = Object.entries(named).map(([value, label]) => ({ value, label }));
  return (
    <Flex direction="column" gap="md">
      <BoundedInput
        name="capacity"
        label={settings.capacity}
        value={draft.capacity}
        bounds={SETTING_BOUNDS.capacity}
        isWhole
        readOnly={isSaving}
        onChange={(capacity) => onChange({ ...draft, capacity })}
      />
      <Select
        name="manager"
        label={settings.manager}
        value={manager ?? ''}
        options={[{ value: '', label: settings.nobody }, ...owners]}
        readOnly={isSaving}
        onChange={(id) => onChange({ ...draft, managerOwnerId: id === '' ? null : String(id) })}
      />
      <Select
        name="language"
        label={settings.language}
        value={draft.locale ?? answer.configured.locale}
        options={LOCALES.map((value) => ({ value, label: settings.languages[value] }))}
        readOnly={isSaving}
        onChange={(locale) => onChange({ ...draft, locale: locale as Locale })}
      />
      <FollowUps {...{ answer, draft, isSaving, onChange }} />
      {COSTS.map(({ name, label }) => (
        <NumberInput
          key={name}
          name={name}
          label={settings[label]}
          {...(draft.monthlyCosts?.[name] === undefined ? {} : { value: draft.monthlyCosts[name] })}
          min={0}
          readOnly={isSaving}
          onChange={(cost) => onChange(withCost(draft, name, cost))}
        />
      ))}
    </Flex>
  );
}

const COSTS = [
  { name: 'retention', label: 'retentionCost' },
  { name: 'acquisition', label: 'acquisitionCost' },
] as const;

/** An emptied field is a cost nobody knows. */
function withCost(draft: PortalSettings, name: 'retention' | 'acquisition', cost: number): PortalSettings {
  const { [name]: _, ...others } = draft.monthlyCosts ?? {};
  const known = Number.isFinite(cost) && cost >= 0;
  return { ...draft, monthlyCosts: known ? { ...others, [name]: cost } : others };
}
