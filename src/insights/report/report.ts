import { type Locale } from '../../model/bands.ts';
import { type Backtest, type HorizonFigures } from '../backtest/backtest.ts';
import { type Miss } from '../backtest/misses.ts';
import { NO_SEGMENT } from '../backtest/segments.ts';
import { LEAST_EVENTS } from '../fit/fit-table.ts';
import { type WeightProposal } from '../weights/propose.ts';
import { type IndicatorReview } from '../weights/review.ts';
import { barChart, rangeChart, type RangeRow } from './charts.ts';
import { escapeHtml, htmlTable } from './html.ts';
import { formatsOf, type Formats } from './formats.ts';
import { REPORT_STYLE } from './style.ts';
import { SPOKEN_HORIZON, summaryOf } from './summary.ts';
import { REPORT_TEXTS, type ReportTexts } from './texts.ts';

export interface ReportInput {
  readonly backtest: Backtest;
  /** Whether the weights should change; null where only scores are known. */
  readonly weights: { readonly proposal: WeightProposal; readonly review: readonly IndicatorReview[] } | null;
  /** Names shown for companies; ids where absent. */
  readonly nameOf?: (companyId: string) => string;
}

interface Page extends ReportInput {
  readonly texts: ReportTexts;
  readonly formats: Formats;
}

/** The whole proof as one HTML file: no script, no request, readable in light and dark and on paper. */
export function renderReport(input: ReportInput, locale: Locale): string {
  const texts = REPORT_TEXTS[locale];
  const formats = formatsOf(locale);
  const page = { ...input, texts, formats };
  const { backtest } = input;
  const counts = [backtest.companies, backtest.churnedCompanies, backtest.rows].map(formats.whole);
  const [companies = '', lost = '', scores = ''] = counts;
  const sentences = summaryOf(backtest, texts, formats).map((each) => `<li>${escapeHtml(each)}</li>`);
  return `<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(texts.title)}</title><style>${REPORT_STYLE}</style></head>
<body>
<h1>${escapeHtml(texts.title)}</h1>
<p class="soft">${escapeHtml(texts.subtitle(companies, lost, scores, backtest.knownUntil ?? '–'))}</p>
${backtest.churnedCompanies < LEAST_EVENTS ? `<p class="few">${escapeHtml(texts.few)}</p>` : ''}
<section class="summary"><h2>${escapeHtml(texts.summary)}</h2><ul>${sentences.join('')}</ul></section>
<div class="charts">${charts(page)}</div>
${figures(page)}
${segments(page)}
${weights(page)}
${misses(page, texts.missed, backtest.missedChurners, backtest.missedChurnersTotal)}
${misses(page, texts.alarms, backtest.falseAlarms, backtest.falseAlarmsTotal)}
<h2>${escapeHtml(texts.howTo)}</h2><ul class="soft">${texts.definitions.map((each) => `<li>${escapeHtml(each)}</li>`).join('')}</ul>
</body></html>
`;
}

function charts({ backtest, texts, formats }: Page): string {
  const parts: string[] = [];
  const add = (title: string, note: string, chart: string) =>
    parts.push(
      `<section><h2>${escapeHtml(title)}</h2><p class="soft">${escapeHtml(note)}</p>${chart}</section>`,
    );
  const skills = skillRows(backtest, texts);
  if (skills.length > 0)
    add(texts.skill, texts.skillNote, rangeChart(texts.skill, skills, formats.figure, texts.guessing));
  const spoken = backtest.horizons[SPOKEN_HORIZON];
  if (spoken !== undefined && spoken.baseRate !== null) {
    const bars = spoken.calibration.map(({ n, observed }, index) => ({
      label: index === 0 ? texts.riskiest : String(index + 1),
      value: observed,
      title: texts.binTitle(String(index + 1), formats.percent(observed), formats.whole(n)),
    }));
    const reference = { value: spoken.baseRate, label: texts.average };
    add(
      texts.calibration,
      texts.calibrationNote,
      barChart(texts.calibration, bars, formats.percent, reference),
    );
  }
  const { leadTimes } = backtest;
  if (leadTimes.warned > 0) {
    const bars = leadTimes.distribution.map(({ from, to, count }) => {
      const label = to === null ? `${from}+` : `${from}–${to}`;
      return { label, value: count, title: texts.leadTitle(String(count), label) };
    });
    const note = texts.leadNote(formats.whole(leadTimes.warned), formats.whole(leadTimes.churners));
    add(texts.lead, note, barChart(texts.lead, bars, formats.whole));
  }
  return parts.join('');
}

function skillRows(backtest: Backtest, texts: ReportTexts): RangeRow[] {
  const scores = Object.values(backtest.horizons).flatMap(({ horizon, auc, ci }) =>
    auc === null ? [] : [{ label: texts.score(String(horizon)), value: auc, range: ci.auc, baseline: false }],
  );
  const spoken = backtest.baselines[SPOKEN_HORIZON];
  const baselines = [
    { label: texts.login, value: spoken?.daysSinceLastLogin.auc ?? null },
    { label: texts.pulse, value: spoken?.pulse.auc ?? null },
  ].flatMap(({ label, value }) => (value === null ? [] : [{ label, value, range: null, baseline: true }]));
  return [...scores, ...baselines];
}

function figures({ backtest, texts, formats }: Page): string {
  const rows = Object.values(backtest.horizons).map((each: HorizonFigures) => [
    String(each.horizon),
    formats.whole(each.n),
    formats.whole(each.churned),
    formats.percent(each.baseRate),
    formats.range(each.auc, each.ci.auc),
    formats.figure(each.aucWithinSegments),
    formats.range(each.prAuc, each.ci.prAuc),
    formats.figure(each.brier),
    formats.percent(each.precisionAtRed),
    formats.percent(each.recallAtRed),
    formats.times(each.redMultiple),
    formats.percent(each.churnersBelowGreen),
  ]);
  return `<h2>${escapeHtml(texts.figures)}</h2>${htmlTable(texts.figureHeader, rows)}`;
}

function segments({ backtest, texts, formats }: Page): string {
  const rows = Object.entries(backtest.horizons[SPOKEN_HORIZON]?.segments ?? {}).map(([name, each]) => [
    name === NO_SEGMENT ? texts.noSegment : name,
    formats.whole(each.n),
    formats.whole(each.churned),
    formats.percent(each.baseRate),
    formats.figure(each.auc),
    formats.times(each.redMultiple),
  ]);
  return rows.length === 0
    ? ''
    : `<h2>${escapeHtml(texts.segments)}</h2>${htmlTable(texts.segmentHeader, rows)}`;
}

function weights({ weights: input, texts, formats }: Page): string {
  if (input === null) return '';
  const rows = input.review.map((each) => [
    each.id,
    formats.figure(each.skill.auc),
    each.skill.ci === null ? '–' : each.skill.ci.map(formats.figure).join('–'),
    formats.percent(each.coverage),
    formats.percent(each.currentShare),
    formats.percent(each.fittedShare),
    texts.advice[each.advice] + (each.drifting ? ` · ${texts.drifting}` : ''),
  ]);
  const verdict = texts.verdicts[input.proposal.verdict];
  return `<h2>${escapeHtml(texts.weights)}</h2><p>${escapeHtml(verdict)}</p>${htmlTable(texts.reviewHeader, rows)}`;
}

function misses(
  { texts, formats, nameOf = (companyId) => companyId }: Page,
  title: ReportTexts['missed'],
  listed: readonly Miss[],
  total: number,
): string {
  if (listed.length === 0) return '';
  const rows = listed.map(({ companyId, asOf, score, churnedAt, arr }) => [
    nameOf(companyId),
    formats.oneDecimal(score),
    asOf,
    churnedAt ?? '–',
    arr === null ? '–' : formats.whole(arr),
  ]);
  const heading = title(formats.whole(listed.length), formats.whole(total));
  return `<h2>${escapeHtml(heading)}</h2>${htmlTable(texts.missHeader, rows)}`;
}
