import { Flex, Icon, Inline, Text } from '@hubspot/ui-extensions';
import { warningSentence } from '../../../src/scoring/words/warnings.ts';
import { type PlainHealth } from '../health/properties.ts';
import { useCopy } from '../texts/copy.ts';

/** Early warnings, each with an icon and in a sentence. */
export function Warnings({ plain }: { readonly plain: PlainHealth }) {
  const { locale } = useCopy();
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
          <Text inline>{warningSentence(signal, plain, locale)}</Text>
        </Inline>
      ))}
    </Flex>
  );
}
