import { Box, Flex, Heading, Icon, Inline, ScoreCircle, Text } from '@hubspot/ui-extensions';
import { type ScoredState } from '../health/state.ts';
import { useCopy } from '../texts/copy.ts';
import { alertAdvice, bandMeaning } from '../texts/words.ts';
import { ActionBar } from './actions/ActionBar.tsx';
import { BandTag } from './BandTag.tsx';
import { OverallChange } from './Change.tsx';

interface SummaryProps {
  readonly state: ScoredState;
  /** Without the menu of actions. */
  readonly compact?: boolean;
}

/** The answer in five seconds: number, band in a word, what it means, which way it goes, what to do. */
export function Summary({ state, compact = false }: SummaryProps) {
  const { locale, texts } = useCopy();
  const { plain, detail } = state;
  return (
    <Flex direction="row" gap="md" align="center" wrap>
      <Score score={plain.score} />
      <Box flex={1}>
        <Flex direction="column" gap="xs">
          <Inline align="center" gap="sm">
            <BandTag band={plain.band} />
            <Heading inline>
              {detail?.customerUntil === undefined ? bandMeaning(plain.band, locale) : texts.former.title}
            </Heading>
          </Inline>
          {plain.score !== null && (
            <OverallChange change={detail?.change ?? null} delta30d={plain.delta30d} />
          )}
          {plain.alert !== 'unknown' && !state.provisional && (
            <Text variant="microcopy">{alertAdvice(plain.alert, locale)}</Text>
          )}
        </Flex>
      </Box>
      {!compact && <ActionBar detail={detail} />}
    </Flex>
  );
}

/** Rounded down, so that 79.6 is never shown as the 80 that would be green. */
function Score({ score }: { readonly score: number | null }) {
  const { texts } = useCopy();
  if (score === null) return <Icon name="questionCircle" size="lg" screenReaderText={texts.noScore} />;
  return <ScoreCircle score={Math.floor(Math.min(100, Math.max(0, score)))} />;
}
