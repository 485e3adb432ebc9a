import { Flex, Tab, Tabs } from '@hubspot/ui-extensions';
import { useState } from 'react';
import type { SettingsAnswer, SettingsVersionAnswer } from '../../../src/model/portal-actions.ts';
import type { PortalSettings } from '../../../src/model/portal-settings.ts';
import { Loaded, PageFrame, type PageProps } from '../pages/PageFrame.tsx';
import { SourcesTable } from '../pages/SourcesTable.tsx';
import { useAction } from '../service/use-action.ts';
import { usePageTexts } from '../texts/pages.ts';
import { HistoryTab } from './HistoryTab.tsx';
import { HubSpotTab } from './HubSpotTab.tsx';
import { ModelTab } from './ModelTab.tsx';
import { PlaybooksTab } from './PlaybooksTab.tsx';
import { SaveBar } from './SaveBar.tsx';
import { SegmentsTab } from './SegmentsTab.tsx';
import { TeamTab } from './TeamTab.tsx';
import { ThresholdsTab } from './ThresholdsTab.tsx';

/** Sources, model, segments, thresholds, team and language; every change is a version with its author. */
export function SettingsPage(props: PageProps) {
  return (
    <PageFrame {...props}>
      <LoadedSettings />
    </PageFrame>
  );
}

function LoadedSettings() {
  const { loadingSettings } = usePageTexts();
  return (
    <Loaded<SettingsAnswer> action="readSettings" loading={loadingSettings}>
      {(answer, reload) => <Settings answer={answer} reload={reload} />}
    </Loaded>
  );
}

/** What every tab of the settings works on. */
export interface DraftProps {
  readonly answer: SettingsAnswer;
  readonly draft: PortalSettings;
  /** While the draft is being saved nothing can be edited: the page is drawn anew from what was saved. */
  readonly isSaving: boolean;
  readonly onChange: (draft: PortalSettings) => void;
}

function Settings({ answer, reload }: { readonly answer: SettingsAnswer; readonly reload: () => void }) {
  const { tabs } = usePageTexts().settings;
  const saved = answer.versions[0]?.settings;
  const [draft, setDraft] = useState<PortalSettings>(saved ?? { model: {}, capacity: 1 });
  const save = useAction<SettingsVersionAnswer>('saveSettings', reload);
  const isSaving = save.state.kind === 'busy';
  const props: DraftProps = { answer, draft, isSaving, onChange: setDraft };
  return (
    <Flex direction="column" gap="md">
      <Tabs defaultSelected="model">
        <Tab tabId="sources" title={tabs.sources}>
          <SourcesTable sources={answer.sources} />
        </Tab>
        <Tab tabId="model" title={tabs.model}>
          <ModelTab {...props} />
        </Tab>
        <Tab tabId="segments" title={tabs.segments}>
          <SegmentsTab {...props} />
        </Tab>
        <Tab tabId="thresholds" title={tabs.thresholds}>
          <ThresholdsTab {...props} />
        </Tab>
        <Tab tabId="team" title={tabs.team}>
          <TeamTab {...props} />
        </Tab>
        <Tab tabId="playbooks" title={tabs.playbooks}>
          <PlaybooksTab {...props} />
        </Tab>
        <Tab tabId="hubspot" title={tabs.hubspot}>
          <HubSpotTab />
        </Tab>
        <Tab tabId="history" title={tabs.history}>
          <HistoryTab {...props} />
        </Tab>
      </Tabs>
      <SaveBar {...props} save={save} />
    </Flex>
  );
}
