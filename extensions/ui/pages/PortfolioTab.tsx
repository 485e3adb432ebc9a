import { Button, Flex, SearchInput, Select, Text } from '@hubspot/ui-extensions';
import { useState } from 'react';
import { BANDS } from '../../../src/model/bands.ts';
import type { PortfolioAnswer } from '../../../src/model/portal-actions.ts';
import { numberWords } from '../../../src/scoring/words/format.ts';
import { DataTable } from '../card/DataTable.tsx';
import { useCopy } from '../texts/copy.ts';
import { monthWords, usePageTexts } from '../texts/pages.ts';
import { bandName } from '../texts/words.ts';
import { CompanyLink, HealthCell, useCompanyWords } from './CompanyCells.tsx';
import { NO_FILTERS, NONE, type PortfolioSort, selected, SORTS, valuesOf } from './portfolio.ts';

const PAGE = 25;

/** The whole book, to be sorted, narrowed and searched. */
export function PortfolioTab({ portfolio }: { readonly portfolio: PortfolioAnswer }) {
  const { locale } = useCopy();
  const { filters: texts, sorts, columns, noOwner, noSegment } = usePageTexts();
  const words = useCompanyWords(portfolio.owners);
  const [filters, setFilters] = useState(NO_FILTERS);
  const [sort, setSort] = useState<PortfolioSort>('priority');
  const [shown, setShown] = useState(PAGE);
  const found = selected(portfolio, filters, sort);
  const { companies, owners } = portfolio;
  const months = valuesOf(companies, ({ renewsAt }) => renewsAt?.slice(0, 7) ?? null);
  const choices = [
    {
      name: 'band' as const,
      label: texts.band,
      options: [...BANDS, 'unknown'].map((band) => [band, bandName(band, locale)] as const),
    },
    {
      name: 'owner' as const,
      label: texts.owner,
      options: valuesOf(companies, ({ ownerId }) => ownerId).map(
        (id) => [id, id === NONE ? noOwner : (owners[id] ?? id)] as const,
      ),
    },
    {
      name: 'segment' as const,
      label: texts.segment,
      options: valuesOf(companies, ({ segment }) => segment).map(
        (id) => [id, id === NONE ? noSegment : id] as const,
      ),
    },
    {
      name: 'renewal' as const,
      label: texts.renewal,
      options: months.flatMap((month) =>
        month === NONE ? [] : [[month, monthWords(month, locale)] as const],
      ),
    },
  ];
  const { company, health, change, reason, renewal, revenue, owner, segment } = columns;
  return (
    <Flex direction="column" gap="md">
      <Flex direction="row" gap="sm" wrap align="end">
        <SearchInput
          label={texts.search}
          name="search"
          value={filters.search}
          onInput={(search) => setFilters({ ...filters, search })}
        />
        <Select
          label={texts.sort}
          name="sort"
          value={sort}
          options={SORTS.map((value) => ({ value, label: sorts[value] }))}
          onChange={(value) => setSort(value as PortfolioSort)}
        />
        {choices.map(({ name, label, options }) => (
          <Select
            key={name}
            label={label}
            name={name}
            value={filters[name]}
            options={[
              { value: '', label: texts.all },
              ...options.map(([value, optionLabel]) => ({ value, label: optionLabel })),
            ]}
            onChange={(value) => setFilters({ ...filters, [name]: String(value) })}
          />
        ))}
      </Flex>
      <Text variant="microcopy">
        {texts.shown(numberWords(found.length, locale), numberWords(companies.length, locale))}
      </Text>
      {found.length === 0 ? (
        <Text>{texts.nothing}</Text>
      ) : (
        <DataTable
          columns={[company, health, change, reason, renewal, revenue, owner, segment]}
          numeric={5}
          rows={found.slice(0, shown).map((each) => ({
            id: each.companyId,
            cells: [
              <CompanyLink key="name" company={each} portalId={portfolio.portalId} />,
              <HealthCell key="health" company={each} />,
              words.change(each),
              words.reason(each),
              words.renewal(each),
              words.revenue(each),
              words.owner(each),
              words.segment(each),
            ],
          }))}
        />
      )}
      {found.length > shown && <Button onClick={() => setShown(shown + PAGE)}>{texts.more}</Button>}
    </Flex>
  );
}
