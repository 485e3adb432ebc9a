import { Flex, Text } from '@hubspot/ui-extensions';
import type { SettingsPreview } from '../../../src/model/portal-actions.ts';
import { numberWords } from '../../../src/scoring/words/format.ts';
import { DataTable } from '../card/DataTable.tsx';
import { Section } from '../card/Section.tsx';
import { useCopy } from '../texts/copy.ts';
import { totalWords, usePageTexts } from '../texts/pages.ts';
import { bandName } from '../texts/words.ts';
import { PastEffect } from './PastEffect.tsx';

/** What a change would move, by band and by name, and whether it would have told better who left. */
export function Effect({ preview }: { readonly preview: SettingsPreview }) {
  const { locale } = useCopy();
  const { settings, trends, columns } = usePageTexts();
  const { considered, total, averageBefore, averageAfter, moves, examples, backtest } = preview;
  const score = (value: number | null) => (value === null ? '–' : numberWords(value, locale, 1));
  return (
    <Section title={settings.effect}>
      <Text>{settings.average(score(averageBefore), score(averageAfter))}</Text>
      {moves.length === 0 ? (
        <Text>{settings.noEffect}</Text>
      ) : (
        <Flex direction="column" gap="sm">
          <DataTable
            columns={[trends.from, trends.to, settings.companies, settings.revenue]}
            numeric={3}
            rows={moves.map(({ from, to, companies, revenue }) => ({
              id: `${from}-${to}`,
              cells: [
                bandName(from, locale),
                bandName(to, locale),
                numberWords(companies, locale),
                totalWords(revenue, locale),
              ],
            }))}
          />
          <Text format={{ fontWeight: 'demibold' }}>{settings.examples}</Text>
          <DataTable
            columns={[columns.company, trends.from, trends.to, settings.scoreChange]}
            rows={examples.map(({ companyId, name, from, to, before, after }) => ({
              id: companyId,
              cells: [
                name,
                bandName(from, locale),
                bandName(to, locale),
                `${score(before)} → ${score(after)}`,
              ],
            }))}
          />
        </Flex>
      )}
      <Text variant="microcopy">
        {settings.considered(numberWords(considered, locale), numberWords(total, locale))}
      </Text>
      {backtest !== null && <PastEffect backtest={backtest} />}
    </Section>
  );
}
