import { Flex, Link, Text } from '@hubspot/ui-extensions';
import type { PortfolioAnswer } from '../../../src/model/portal-actions.ts';
import type { PortfolioCompany } from '../../../src/model/portfolio.ts';
import { numberWords } from '../../../src/scoring/words/format.ts';
import { BandTag } from '../card/BandTag.tsx';
import { type Copy, useCopy } from '../texts/copy.ts';
import { moneyWords, usePageTexts } from '../texts/pages.ts';
import { dayInWords } from '../texts/words.ts';

interface CompanyCellProps {
  readonly company: PortfolioCompany;
}

interface InBookProps extends CompanyCellProps {
  readonly portfolio: Pick<PortfolioAnswer, 'portalId' | 'owners'>;
}

/** The company, and below whose it is, of what segment, when it renews and what is at stake. */
export function CompanyCell({ company, portfolio: { portalId, owners } }: InBookProps) {
  const { locale, now } = useCopy();
  const { noOwner, noSegment, columns } = usePageTexts();
  const { companyId, name, ownerId, segment, renewsAt, arr, currency } = company;
  const url = `https://app.hubspot.com/contacts/${portalId}/record/0-2/${companyId}`;
  const contract = [
    ...(renewsAt === null ? [] : [columns.renews(dayInWords(renewsAt, now, locale))]),
    ...(arr === null ? [] : [columns.aYear(moneyWords(arr, currency, locale))]),
  ].join(' · ');
  const owner = ownerId === null ? noOwner : (owners[ownerId] ?? ownerId);
  return (
    <Flex direction="column" gap="flush">
      <Link href={{ url, external: false }}>{name}</Link>
      <Text variant="microcopy">{`${owner} · ${segment ?? noSegment}`}</Text>
      {contract !== '' && <Text variant="microcopy">{contract}</Text>}
    </Flex>
  );
}

/** Band and score, how it moved, and until when somebody shows another band. */
export function HealthCell({ company: { score, band, delta30d, overriddenUntil } }: CompanyCellProps) {
  const copy = useCopy();
  const { locale, now, texts } = copy;
  const { setByHand } = usePageTexts();
  return (
    <Flex direction="column" gap="flush">
      <Flex direction="row" gap="xs" align="center" wrap>
        <BandTag band={band} />
        <Text inline>{score === null ? texts.noScore : numberWords(Math.floor(score), locale)}</Text>
      </Flex>
      {delta30d !== null && <Text variant="microcopy">{changeWords(delta30d, copy)}</Text>}
      {overriddenUntil !== null && (
        <Text variant="microcopy">{setByHand(dayInWords(overriddenUntil, now, locale))}</Text>
      )}
    </Flex>
  );
}

/** `▼ down 9 in 30 days`; with the word for those who cannot see arrows. */
function changeWords(delta: number, { locale, texts }: Copy): string {
  const amount = numberWords(Math.abs(delta), locale);
  if (amount === '0') return `▬ ${texts.unchanged} ${texts.inThirtyDays}`;
  return `${delta > 0 ? `▲ ${texts.up(amount)}` : `▼ ${texts.down(amount)}`} ${texts.inThirtyDays}`;
}
