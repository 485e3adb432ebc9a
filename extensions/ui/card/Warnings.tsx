import { Flex, Icon, Inline, Text } from '@hubspot/ui-extensions';
import { warningSentence } from '../../../src/scoring/words/warnings.ts';
import { type ScoredState } from '../health/state.ts';
import { useCopy } from '../texts/copy.ts';

/** Early warnings, each with an icon and in a sentence. */
export function Warnings({ state: { plain, detail } }: { readonly state: ScoredState }) {
  const { locale } = useCopy();
  // The properties have the dimensions of the default model only.
  const facts = { ...plain, dimensions: detail?.result.dimensions ?? plain.dimensions };
  if (plain.signals.length === 0) return null;
  return (
    <Flex direction="column" gap="xs">
      {plain.signals.map((signal) => (
        <Inline key={signal} align="center" gap="xs">
          {signal === 'expansion-candidate' ? (
            <Icon name="upCarat" color="success" size="sm" />
          ) : (
            <Icon name="warning" color="warning" size="sm" />
          )}
          <Text inline>{warningSentence(signal, facts, locale)}</Text>
        </Inline>
      ))}
    </Flex>
  );
}
