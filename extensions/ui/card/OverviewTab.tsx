import { Flex, Text } from '@hubspot/ui-extensions';
import { type HealthBreakdown } from '../../../src/model/breakdown.ts';
import { indicatorById } from '../../../src/scoring/indicators/index.ts';
import { capSentence, topRisks } from '../../../src/scoring/words/index.ts';
import { type PlainHealth } from '../health/properties.ts';
import { sourceName } from '../health/sources.ts';
import { useCopy } from '../texts/copy.ts';
import { ago } from '../texts/words.ts';
import { Lines } from './Lines.tsx';
import { Section } from './Section.tsx';

const SHOWN_COSTS = 5;

/** What costs points, what limits the score and where the data comes from. */
export function OverviewTab({ detail }: { readonly detail: HealthBreakdown }) {
  const { locale, texts } = useCopy();
  const { result } = detail;
  const costs = topRisks(result, locale, SHOWN_COSTS, indicatorById);
  return (
    <Flex direction="column" gap="md">
      {result.score !== null && (
        <Section title={texts.overview.costs}>
          {costs.length > 0 ? <Lines lines={costs} /> : <Text>{texts.overview.costsNone}</Text>}
        </Section>
      )}
      {result.caps.length > 0 && (
        <Section title={texts.overview.limits}>
          <Lines lines={result.caps.map((cap) => capSentence(cap, locale))} />
        </Section>
      )}
      <Section title={texts.overview.sources}>
        <Sources sources={detail.sources} />
      </Section>
    </Flex>
  );
}

/** The same from the plain properties: the costliest reasons as they were written. */
export function PlainOverview({ plain }: { readonly plain: PlainHealth }) {
  const { texts } = useCopy();
  return (
    <Section title={texts.overview.costs}>
      {plain.topRisks.length > 0 ? <Lines lines={plain.topRisks} /> : <Text>{texts.detailMissing}</Text>}
    </Section>
  );
}

function Sources({ sources }: Pick<HealthBreakdown, 'sources'>) {
  const { locale, texts, now } = useCopy();
  const lines = Object.entries(sources).map(([id, { status, fetchedAt }]) => {
    const read = fetchedAt === null ? texts.neverRead : texts.readAt(ago(fetchedAt, now, locale));
    return `${sourceName(id)}: ${texts.sourceStatus[status]}, ${read}`;
  });
  return lines.length > 0 ? <Lines lines={lines} /> : <Text>{texts.overview.sourcesNone}</Text>;
}
