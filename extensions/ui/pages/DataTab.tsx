import { Button, Flex, SearchInput, Select, Text } from '@hubspot/ui-extensions';
import { useState } from 'react';
import type { PortfolioAnswer, UnmatchedAccount } from '../../../src/model/portal-actions.ts';
import { EVERYTHING } from '../../../src/model/portfolio.ts';
import { numberWords, percentWords } from '../../../src/scoring/words/format.ts';
import { sourceName } from '../../../src/model/source-names.ts';
import { DataTable } from '../card/DataTable.tsx';
import { Lines } from '../card/Lines.tsx';
import { Section } from '../card/Section.tsx';
import { useAction } from '../service/use-action.ts';
import { useCopy } from '../texts/copy.ts';
import { usePageTexts } from '../texts/pages.ts';
import type { PortfolioProps } from './HomePage.tsx';
import { SourcesTable } from './SourcesTable.tsx';
import { useCompanies } from './use-companies.ts';

/** Where data comes from, what is missing, and which accounts belong to nobody yet. */
export function DataTab({ portfolio, reload }: PortfolioProps) {
  const { data } = usePageTexts();
  return (
    <Flex direction="column" gap="lg">
      <Section title={data.sources}>
        <SourcesTable sources={portfolio.sources} />
      </Section>
      <Coverage portfolio={portfolio} />
      <Section title={data.unmatched}>
        <Unmatched portfolio={portfolio} reload={reload} />
      </Section>
    </Flex>
  );
}

function Coverage({ portfolio: { summary } }: { readonly portfolio: PortfolioAnswer }) {
  const { locale } = useCopy();
  const { data } = usePageTexts();
  const lines = summary.coverage.map(({ from, to, companies }) =>
    data.coverageLine(
      `${percentWords(from, locale)} – ${percentWords(to, locale)}`,
      numberWords(companies, locale),
    ),
  );
  return (
    <Section title={data.coverage}>
      <Lines lines={lines} />
    </Section>
  );
}

function Unmatched({ portfolio: { unmatched }, reload }: PortfolioProps) {
  const { locale } = useCopy();
  const { data, filters } = usePageTexts();
  const [search, setSearch] = useState('');
  const { companies } = useCompanies({ ...EVERYTHING, search }, search.trim() !== '');
  if (unmatched.length === 0) return <Text>{data.unmatchedNone}</Text>;
  return (
    <>
      <Text>{data.unmatchedIntro}</Text>
      <SearchInput
        label={filters.search}
        description={data.searchMeans}
        name="company-search"
        value={search}
        onInput={setSearch}
      />
      <DataTable
        columns={[data.account, data.whose]}
        rows={unmatched.map((account) => ({
          id: `${account.source}:${account.externalId}`,
          cells: [
            <Flex key="account" direction="column" gap="flush">
              <Text>{account.name ?? account.externalId}</Text>
              <Text variant="microcopy">{sourceName(account.source, locale)}</Text>
            </Flex>,
            <Flex key="whose" direction="column" gap="xs" align="start">
              <Text>{account.reason[locale]}</Text>
              <Confirm account={account} companies={companies} onDone={reload} />
            </Flex>,
          ],
        }))}
      />
    </>
  );
}

/** Value for "belongs to no company". */
const NOBODY = '-';

interface ConfirmProps {
  readonly account: UnmatchedAccount;
  readonly companies: readonly { readonly companyId: string; readonly name: string }[];
  readonly onDone: () => void;
}

/** Suggestions first, then the companies that were searched for; nothing is chosen beforehand. */
function Confirm({ account, companies, onDone }: ConfirmProps) {
  const { data } = usePageTexts();
  const [chosen, setChosen] = useState('');
  const { state, run } = useAction('confirmAccount', onDone);
  if (state.kind === 'done') return <Text>{data.confirmed}</Text>;
  const suggested = new Set(account.suggestions.map(({ companyId }) => companyId));
  const options = [
    { value: '', label: data.choose },
    ...account.suggestions.map(({ companyId, name }) => ({ value: companyId, label: name })),
    ...companies
      .filter(({ companyId }) => !suggested.has(companyId))
      .map(({ companyId, name }) => ({ value: companyId, label: name })),
    { value: NOBODY, label: data.nobody },
  ];
  const confirm = () => {
    const { source, externalId } = account;
    void run({ source, externalId, companyId: chosen === NOBODY ? null : chosen });
  };
  return (
    <Flex direction="row" gap="xs" align="end" wrap>
      <Select
        label={data.belongs}
        name={`${account.source}-${account.externalId}`}
        value={chosen}
        options={options}
        onChange={(value) => setChosen(String(value))}
      />
      <Button size="xs" disabled={chosen === '' || state.kind === 'busy'} onClick={confirm}>
        {data.confirm}
      </Button>
      {state.kind === 'failed' && <Text variant="microcopy">{data.notConfirmed}</Text>}
    </Flex>
  );
}
