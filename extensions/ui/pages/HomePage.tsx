import { EmptyState, Flex, Statistics, StatisticsItem, Tab, Tabs, Text } from '@hubspot/ui-extensions';
import { useState } from 'react';
import type { PortfolioAnswer } from '../../../src/model/portal-actions.ts';
import { numberWords, percentWords } from '../../../src/scoring/words/format.ts';
import { useCopy } from '../texts/copy.ts';
import { totalWords, usePageTexts } from '../texts/pages.ts';
import { ago } from '../texts/words.ts';
import { DataTab } from './DataTab.tsx';
import { KpisTab } from './kpis/KpisTab.tsx';
import { Loaded, PageFrame, type PageProps } from './PageFrame.tsx';
import { PortfolioTab } from './PortfolioTab.tsx';
import { ProofTab } from './proof/ProofTab.tsx';
import { QueueTab } from './QueueTab.tsx';
import { TrendsTab } from './TrendsTab.tsx';

/** The app's home: which accounts need the team today, how the book stands and where data is missing. */
export function HomePage(props: PageProps) {
  return (
    <PageFrame {...props}>
      <Home />
    </PageFrame>
  );
}

function Home() {
  const { loading, emptyTitle, emptyText } = usePageTexts();
  return (
    <Loaded<PortfolioAnswer> action="readPortfolio" loading={loading} isKept>
      {(portfolio, reload) =>
        portfolio.summary.total === 0 ? (
          <EmptyState title={emptyTitle} imageName="emptyStateCharts" layout="vertical">
            <Text>{emptyText}</Text>
          </EmptyState>
        ) : (
          <Portfolio portfolio={portfolio} reload={reload} />
        )
      }
    </Loaded>
  );
}

export interface PortfolioProps {
  readonly portfolio: PortfolioAnswer;
  /** Reads it again. */
  readonly reload: () => void;
}

function Portfolio({ portfolio, reload }: PortfolioProps) {
  const { locale, now } = useCopy();
  const texts = usePageTexts();
  const { lastRunAt } = portfolio;
  // What has to be computed is asked for when somebody looks at it.
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const open = (id: string) => setOpened((before) => new Set([...before, id]));
  return (
    <Flex direction="column" gap="md">
      <Numbers portfolio={portfolio} />
      <Text variant="microcopy">
        {lastRunAt === null ? texts.neverRun : texts.updated(ago(lastRunAt, now, locale))}
      </Text>
      <Tabs defaultSelected="queue" onSelectedChange={(id: string | number) => open(String(id))}>
        <Tab tabId="queue" title={texts.tabs.queue}>
          <QueueTab portfolio={portfolio} />
        </Tab>
        <Tab tabId="portfolio" title={texts.tabs.portfolio}>
          {opened.has('portfolio') && <PortfolioTab portfolio={portfolio} />}
        </Tab>
        <Tab tabId="trends" title={texts.tabs.trends}>
          <TrendsTab portfolio={portfolio} />
        </Tab>
        <Tab tabId="data" title={texts.tabs.data}>
          <DataTab portfolio={portfolio} reload={reload} />
        </Tab>
        <Tab tabId="kpis" title={texts.tabs.kpis}>
          {opened.has('kpis') && <KpisTab />}
        </Tab>
        <Tab tabId="proof" title={texts.tabs.proof}>
          {opened.has('proof') && <ProofTab />}
        </Tab>
      </Tabs>
    </Flex>
  );
}

/** The book in five numbers. */
function Numbers({ portfolio: { summary } }: Pick<PortfolioProps, 'portfolio'>) {
  const { locale } = useCopy();
  const { numbers } = usePageTexts();
  const { customers, averageScore, atRisk, revenueAtRisk, averageCoverage } = summary;
  return (
    <Statistics>
      <StatisticsItem label={numbers.customers} number={numberWords(customers, locale)} />
      <StatisticsItem
        label={numbers.average}
        number={averageScore === null ? numbers.none : numberWords(averageScore, locale)}
      />
      <StatisticsItem label={numbers.atRisk} number={numberWords(atRisk, locale)} />
      <StatisticsItem label={numbers.arrAtRisk} number={totalWords(revenueAtRisk, locale)} />
      <StatisticsItem
        label={numbers.coverage}
        number={averageCoverage === null ? numbers.none : percentWords(averageCoverage, locale)}
      />
    </Statistics>
  );
}
