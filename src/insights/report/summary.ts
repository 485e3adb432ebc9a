import { type Backtest, type HorizonFigures } from '../backtest/backtest.ts';
import { type Baseline } from '../backtest/baselines.ts';
import { type Formats } from './formats.ts';
import { type ReportTexts } from './texts.ts';

/** The horizon that the summary and charts speak of, in days. */
export const SPOKEN_HORIZON = '60';

/** What the figures mean, a sentence each, the most useful first. Says so where nothing can be said. */
export function summaryOf(backtest: Backtest, texts: ReportTexts, formats: Formats): string[] {
  const spoken = backtest.horizons[SPOKEN_HORIZON];
  if (spoken === undefined) return [];
  const { before, auc, ci } = spoken;
  const hundredths = (value: number) => formats.whole(100 * value);
  return [
    before.churners === 0
      ? texts.noChurners
      : texts.below(
          formats.whole(before.belowGreen),
          formats.whole(before.churners),
          formats.percent(1 - (backtest.greenShare ?? 0)),
        ),
    redSentence(spoken, texts, formats),
    auc === null || ci.auc === null
      ? texts.noRanking
      : texts.ranking(hundredths(auc), hundredths(ci.auc[0]), hundredths(ci.auc[1])),
    ...compared(backtest.baselines[SPOKEN_HORIZON]?.daysSinceLastLogin, texts.login, texts, formats),
    ...compared(backtest.baselines[SPOKEN_HORIZON]?.pulse, texts.pulse, texts, formats),
  ];
}

/** There is no multiple either where nobody is red or where nobody was lost, whoever was red. */
function redSentence({ red, redMultiple }: HorizonFigures, texts: ReportTexts, formats: Formats): string {
  if (red === 0) return texts.noRed;
  const scores = formats.whole(red);
  return redMultiple === null
    ? texts.redWithoutLoss(scores)
    : texts.redMultiple(formats.oneDecimal(redMultiple), scores);
}

function compared(
  baseline: Baseline | undefined,
  name: string,
  texts: ReportTexts,
  { figure }: Formats,
): string[] {
  if (baseline === undefined || baseline.auc === null || baseline.scoreAuc === null) return [];
  const say = baseline.scoreAuc > baseline.auc ? texts.beats : texts.loses;
  return [say(name, figure(baseline.auc), figure(baseline.scoreAuc))];
}
