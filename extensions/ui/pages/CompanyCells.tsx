import { Flex, Link, Text } from '@hubspot/ui-extensions';
import type { PortfolioAnswer } from '../../../src/model/portal-actions.ts';
import type { PortfolioCompany } from '../../../src/model/portfolio.ts';
import { numberWords } from '../../../src/scoring/words/format.ts';
import { BandTag } from '../card/BandTag.tsx';
import { useCopy } from '../texts/copy.ts';
import { moneyWords, usePageTexts } from '../texts/pages.ts';
import { dayInWords } from '../texts/words.ts';

interface CompanyCellProps {
  readonly company: PortfolioCompany;
}

export function CompanyLink({ company, portalId }: CompanyCellProps & Pick<PortfolioAnswer, 'portalId'>) {
  const url = `https://app.hubspot.com/contacts/${portalId}/record/0-2/${company.companyId}`;
  return <Link href={{ url, external: false }}>{company.name}</Link>;
}

export function HealthCell({ company: { score, band, overriddenUntil } }: CompanyCellProps) {
  const { locale, now, texts } = useCopy();
  const { setByHand } = usePageTexts();
  return (
    <Flex direction="column" gap="flush">
      <Flex direction="row" gap="xs" align="center">
        <BandTag band={band} />
        <Text inline>{score === null ? texts.noScore : numberWords(Math.floor(score), locale)}</Text>
      </Flex>
      {overriddenUntil !== null && (
        <Text variant="microcopy">{setByHand(dayInWords(overriddenUntil, now, locale))}</Text>
      )}
    </Flex>
  );
}

/** `▼ 9`, `▲ 3`, `▬ 0`; with the word for those who cannot see arrows. */
export function changeCell(delta: number | null, { locale, texts }: ReturnType<typeof useCopy>): string {
  if (delta === null) return '–';
  const amount = numberWords(Math.abs(delta), locale);
  if (amount === '0') return `▬ ${texts.unchanged}`;
  return delta > 0 ? `▲ ${texts.up(amount)}` : `▼ ${texts.down(amount)}`;
}

/** What tables of companies say about money, dates and people. */
export function useCompanyWords(owners: PortfolioAnswer['owners']) {
  const copy = useCopy();
  const texts = usePageTexts();
  return {
    change: ({ delta30d }: PortfolioCompany) => changeCell(delta30d, copy),
    revenue: ({ arr, currency }: PortfolioCompany) => moneyWords(arr, currency, copy.locale),
    renewal: ({ renewsAt }: PortfolioCompany) =>
      renewsAt === null ? '–' : dayInWords(renewsAt, copy.now, copy.locale),
    owner: ({ ownerId }: PortfolioCompany) =>
      ownerId === null ? texts.noOwner : (owners[ownerId] ?? ownerId),
    segment: ({ segment }: PortfolioCompany) => segment ?? texts.noSegment,
    reason: ({ reason }: PortfolioCompany) => reason?.[copy.locale] ?? '–',
  };
}
