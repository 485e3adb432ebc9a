import { Text } from '@hubspot/ui-extensions';
import { type HealthBreakdown } from '../../../src/model/breakdown.ts';
import { numberWords } from '../../../src/scoring/words/format.ts';
import { type Copy, useCopy } from '../texts/copy.ts';
import { dayInWords } from '../texts/words.ts';

interface OverallChangeProps {
  readonly change: HealthBreakdown['change'];
  /** The property, where there is no breakdown. */
  readonly delta30d: number | null;
}

/** Which way the score went, with an arrow and in words. */
export function OverallChange({ change, delta30d }: OverallChangeProps) {
  const { locale, texts, now } = useCopy();
  const points = change?.points ?? delta30d;
  if (points === null) return <Text>{texts.noComparison}</Text>;
  const since = change === null ? texts.inThirtyDays : texts.sinceDay(dayInWords(change.since, now, locale));
  const amount = numberWords(Math.abs(points), locale);
  if (amount === '0') return <Text>{`▬ ${texts.changeNone(since)}`}</Text>;
  const words = points > 0 ? `▲ ${texts.changeUp(amount, since)}` : `▼ ${texts.changeDown(amount, since)}`;
  return <Text format={{ fontWeight: 'demibold' }}>{words}</Text>;
}

/** The same for a part of the score: `▲ up 2`. */
export function partChange(points: number, { locale, texts }: Copy): string {
  const amount = numberWords(Math.abs(points), locale);
  if (amount === '0') return `▬ ${texts.unchanged}`;
  return points > 0 ? `▲ ${texts.up(amount)}` : `▼ ${texts.down(amount)}`;
}
