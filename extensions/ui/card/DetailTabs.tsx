import { Tab, Tabs, Text } from '@hubspot/ui-extensions';
import { type ReactNode } from 'react';
import { type HealthBreakdown } from '../../../src/model/breakdown.ts';
import { type ScoredState } from '../health/state.ts';
import { useCopy } from '../texts/copy.ts';
import { HistoryTab } from './HistoryTab.tsx';
import { IndicatorsTab } from './IndicatorsTab.tsx';
import { OverviewTab, PlainOverview } from './OverviewTab.tsx';
import { PeopleTab } from './PeopleTab.tsx';
import { PlaybookTab } from './PlaybookTab.tsx';

/** Everything behind the score, one question a tab. */
export function DetailTabs({ state }: { readonly state: ScoredState }) {
  const { texts } = useCopy();
  const { plain, detail } = state;
  return (
    <Tabs defaultSelected="overview">
      <Tab tabId="overview" title={texts.tabs.overview}>
        {detail === null ? <PlainOverview plain={plain} /> : <OverviewTab detail={detail} plain={plain} />}
      </Tab>
      <Tab tabId="indicators" title={texts.tabs.indicators}>
        {withDetail((health) => (
          <IndicatorsTab detail={health} />
        ))}
      </Tab>
      <Tab tabId="history" title={texts.tabs.history}>
        {withDetail((health) => (
          <HistoryTab detail={health} />
        ))}
      </Tab>
      <Tab tabId="people" title={texts.tabs.people}>
        {withDetail((health) => (
          <PeopleTab detail={health} />
        ))}
      </Tab>
      <Tab tabId="playbook" title={texts.tabs.playbook}>
        {withDetail((health) => (
          <PlaybookTab detail={health} />
        ))}
      </Tab>
    </Tabs>
  );

  function withDetail(draw: (health: HealthBreakdown) => ReactNode): ReactNode {
    return detail === null ? <Text>{texts.detailMissing}</Text> : draw(detail);
  }
}
