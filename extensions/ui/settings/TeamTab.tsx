import { Flex, NumberInput, Select } from '@hubspot/ui-extensions';
import { type Locale, LOCALES } from '../../../src/model/bands.ts';
import type { PortalSettings } from '../../../src/model/portal-settings.ts';
import { usePageTexts } from '../texts/pages.ts';
import { FollowUps } from './FollowUps.tsx';
import type { DraftProps } from './SettingsPage.tsx';

/** How much the team can do, who takes critical accounts, and in which language. */
export function TeamTab({ answer, draft, onChange }: DraftProps) {
  const { settings } = usePageTexts();
  const owners = Object.entries(answer.owners).map(([value, label]) => ({ value, label }));
  return (
    <Flex direction="column" gap="md">
      <NumberInput
        name="capacity"
        label={settings.capacity}
        value={draft.capacity}
        min={1}
        max={500}
        onChange={(capacity) => onChange({ ...draft, capacity: Math.max(1, Math.round(capacity)) })}
      />
      <Select
        name="manager"
        label={settings.manager}
        value={draft.managerOwnerId ?? ''}
        options={[{ value: '', label: settings.nobody }, ...owners]}
        onChange={(id) => onChange(withManager(draft, String(id)))}
      />
      <Select
        name="language"
        label={settings.language}
        value={draft.locale ?? answer.configured.locale}
        options={LOCALES.map((value) => ({ value, label: settings.languages[value] }))}
        onChange={(locale) => onChange({ ...draft, locale: locale as Locale })}
      />
      <FollowUps {...{ answer, draft, onChange }} />
      {COSTS.map(({ name, label }) => (
        <NumberInput
          key={name}
          name={name}
          label={settings[label]}
          {...(draft.monthlyCosts?.[name] === undefined ? {} : { value: draft.monthlyCosts[name] })}
          min={0}
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

function withManager({ managerOwnerId: _, ...draft }: PortalSettings, id: string): PortalSettings {
  return id === '' ? draft : { ...draft, managerOwnerId: id };
}
