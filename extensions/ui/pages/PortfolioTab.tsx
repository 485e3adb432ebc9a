import { Alert, Button, Flex, LoadingSpinner, SearchInput, Select, Text } from '@hubspot/ui-extensions';
import { useState } from 'react';
import { BANDS } from '../../../src/model/bands.ts';
import type { PortfolioAnswer } from '../../../src/model/portal-actions.ts';
import { EVERYTHING, NONE, PORTFOLIO_SORTS, type PortfolioSort } from '../../../src/model/portfolio.ts';
import { numberWords } from '../../../src/scoring/words/format.ts';
import { failureWords } from '../card/actions/Outcome.tsx';
import { DataTable } from '../card/DataTable.tsx';
import { useCopy } from '../texts/copy.ts';
import { monthWords, usePageTexts } from '../texts/pages.ts';
import { bandName } from '../texts/words.ts';
import { CompanyCell, HealthCell } from './CompanyCells.tsx';
import { useCompanies } from './use-companies.ts';

/** The whole book, to be sorted, narrowed and searched: the service does it, page by page. */
export function PortfolioTab({ portfolio }: { readonly portfolio: PortfolioAnswer }) {
  const copy = useCopy();
  const { locale } = copy;
  const { filters: texts, sorts, columns, noOwner, noSegment, loadingCompanies } = usePageTexts();
  const [query, setQuery] = useState(EVERYTHING);
  const { companies, found, total, busy, error, more } = useCompanies(query);
  const { owners, summary } = portfolio;
  const choices = [
    {
      name: 'band' as const,
      label: texts.band,
      options: [...BANDS, 'unknown'].map((band) => [band, bandName(band, locale)] as const),
    },
    {
      name: 'owner' as const,
      label: texts.owner,
      options: summary.choices.owners.map((id) => [id, id === NONE ? noOwner : (owners[id] ?? id)] as const),
    },
    {
      name: 'segment' as const,
      label: texts.segment,
      options: summary.choices.segments.map((id) => [id, id === NONE ? noSegment : id] as const),
    },
    {
      name: 'renewal' as const,
      label: texts.renewal,
      options: summary.choices.renewals.map((month) => [month, monthWords(month, locale)] as const),
    },
  ];
  const { company, health, reason } = columns;
  return (
    <Flex direction="column" gap="md">
      <Flex direction="row" gap="sm" wrap align="end">
        <SearchInput
          label={texts.search}
          name="search"
          value={query.search}
          onInput={(search) => setQuery({ ...query, search })}
        />
        <Select
          label={texts.sort}
          name="sort"
          value={query.sort}
          options={PORTFOLIO_SORTS.map((value) => ({ value, label: sorts[value] }))}
          onChange={(value) => setQuery({ ...query, sort: value as PortfolioSort })}
        />
        {choices.map(({ name, label, options }) => (
          <Select
            key={name}
            label={label}
            name={name}
            value={query[name]}
            options={[
              { value: '', label: texts.all },
              ...options.map(([value, optionLabel]) => ({ value, label: optionLabel })),
            ]}
            onChange={(value) => setQuery({ ...query, [name]: String(value) })}
          />
        ))}
      </Flex>
      {error !== null && (
        <Alert title={texts.failed} variant="danger">
          {failureWords(error, copy)}
        </Alert>
      )}
      {total !== null && (
        <Text variant="microcopy">{texts.shown(numberWords(found, locale), numberWords(total, locale))}</Text>
      )}
      {total !== null && found === 0 && <Text>{texts.nothing}</Text>}
      {companies.length > 0 && (
        <DataTable
          columns={[company, health, reason]}
          rows={companies.map((each) => ({
            id: each.companyId,
            cells: [
              <CompanyCell key="name" company={each} portfolio={portfolio} />,
              <HealthCell key="health" company={each} />,
              each.reason?.[locale] ?? '–',
            ],
          }))}
        />
      )}
      {busy && <LoadingSpinner label={loadingCompanies} showLabel size="xs" />}
      {!busy && (error !== null || found > companies.length) && (
        <Button onClick={more}>{error === null ? texts.more : copy.texts.tryAgain}</Button>
      )}
    </Flex>
  );
}
