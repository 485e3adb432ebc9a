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
import { isAtRisk, meanOf, revenueOf } from './portfolio.ts';
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
    <Loaded<PortfolioAnswer> action="readPortfolio" loading={loading}>
      {(portfolio, reload) =>
        portfolio.companies.length === 0 ? (
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
      {portfolio.total > portfolio.companies.length && (
        <Text>
          {texts.filters.cut(
            numberWords(portfolio.companies.length, locale),
            numberWords(portfolio.total, locale),
          )}
        </Text>
      )}
      <Text variant="microcopy">
        {lastRunAt === null ? texts.neverRun : texts.updated(ago(lastRunAt, now, locale))}
      </Text>
      <Tabs defaultSelected="queue" onSelectedChange={(id: string | number) => open(String(id))}>
        <Tab tabId="queue" title={texts.tabs.queue}>
          <QueueTab portfolio={portfolio} />
        </Tab>
        <Tab tabId="portfolio" title={texts.tabs.portfolio}>
          <PortfolioTab portfolio={portfolio} />
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
function Numbers({ portfolio: { companies } }: Pick<PortfolioProps, 'portfolio'>) {
  const { locale } = useCopy();
  const { numbers } = usePageTexts();
  const scored = companies.filter(({ score }) => score !== null);
  const atRisk = companies.filter(isAtRisk);
  const average = meanOf(scored.map(({ score }) => score));
  const coverage = meanOf(scored.map((each) => each.coverage));
  return (
    <Statistics>
      <StatisticsItem label={numbers.customers} number={numberWords(scored.length, locale)} />
      <StatisticsItem
        label={numbers.average}
        number={average === null ? numbers.none : numberWords(average, locale)}
      />
      <StatisticsItem label={numbers.atRisk} number={numberWords(atRisk.length, locale)} />
      <StatisticsItem label={numbers.arrAtRisk} number={totalWords(revenueOf(atRisk), locale)} />
      <StatisticsItem
        label={numbers.coverage}
        number={coverage === null ? numbers.none : percentWords(coverage, locale)}
      />
    </Statistics>
  );
}
