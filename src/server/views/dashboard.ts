import { type Band, type Locale } from '../../model/bands.ts';
import { currencyCode } from '../../model/currency.ts';
import { type PortfolioCompany, type PortfolioEntry } from '../../model/portfolio.ts';
import { sourceName } from '../../model/source-names.ts';
import { type Portfolio } from '../../pipeline/read.ts';
import { BAND_FILTERS, type BandFilter, DASHBOARD_WORDS, type DashboardWords } from './dashboard-words.ts';
import { html, type Html } from './html.ts';
import { sourceTable } from './source-table.ts';

export interface DashboardOptions {
  readonly band: BandFilter;
  readonly locale: Locale;
  readonly recordUrl: (companyId: string) => string;
}

/** The dashboard page, complete and without scripts. Pure. */
export function renderDashboard(portfolio: Portfolio, options: DashboardOptions): string {
  const words = DASHBOARD_WORDS[options.locale];
  const scored = portfolio.entries.filter((row) => row.score !== null);
  const page = html`<!doctype html>
    <html lang="${options.locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${words.title} · Pulso</title>
        <link rel="stylesheet" href="/dashboard.css" />
      </head>
      <body>
        <main>
          <header>
            <h1>${words.title}</h1>
            <span class="soft"
              >${words.lastRun}: ${instant(portfolio.lastRun?.finishedAt, options.locale, words)}</span
            >
          </header>
          ${tiles(scored, options.locale, words)} ${queue(portfolio, options, words)}
          ${sources(portfolio, options.locale, words)} ${unmatched(portfolio, options.locale, words)}
        </main>
      </body>
    </html>`;
  return page.text;
}

function tiles(scored: readonly PortfolioEntry[], locale: Locale, words: DashboardWords): Html {
  const risky = scored.filter((row) => row.band === 'red' || row.band === 'orange');
  const mean = (values: readonly number[]) =>
    values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  const average = mean(scored.flatMap((row) => row.score ?? []));
  const coverage = mean(scored.map((row) => row.coverage));
  const entries: [string, string][] = [
    [words.customers, String(scored.length)],
    [words.average, average === null ? '–' : number(average, locale, 1)],
    [words.atRisk, String(risky.length)],
    [words.arrAtRisk, moneyByCurrency(risky, locale)],
    [words.coverage, coverage === null ? '–' : `${number(coverage * 100, locale)} %`],
  ];
  return html`<dl class="tiles">
    ${entries.map(
      ([term, value]) =>
        html`<div class="tile">
          <dt>${term}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function queue({ entries, shown }: Portfolio, options: DashboardOptions, words: DashboardWords): Html {
  const { band, locale } = options;
  const countOf = (each: BandFilter) =>
    each === 'all' ? entries.length : entries.filter((row) => bandOf(row) === each).length;
  const filters = BAND_FILTERS.map((each) => {
    const current = each === band ? html` aria-current="page"` : null;
    return html`<a href="/?band=${each}&amp;lang=${locale}" ${current}
      >${words.bands[each]} ${countOf(each)}</a
    >`;
  });
  return html`<section>
    <h2>${words.queue}</h2>
    <p class="hint">${words.queueHint}</p>
    <nav>${filters}</nav>
    ${shown.length === 0 ? html`<p>${entries.length === 0 ? words.nothing : words.nothingInBand}</p>` : table(shown, options, words)}
    ${countOf(band) > shown.length ? html`<p class="hint">${words.first(shown.length, countOf(band))}</p>` : null}
  </section>`;
}

function table(rows: readonly PortfolioCompany[], options: DashboardOptions, words: DashboardWords): Html {
  const { columns } = words;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">${columns.company}</th>
        <th scope="col" class="number">${columns.score}</th>
        <th scope="col">${columns.band}</th>
        <th scope="col" class="number">${columns.change}</th>
        <th scope="col" class="number">${columns.arr}</th>
        <th scope="col" class="number">${columns.coverage}</th>
        <th scope="col">${columns.reason}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) => tableRow(row, options, words))}
    </tbody>
  </table>`;
}

function tableRow(
  row: PortfolioCompany,
  { locale, recordUrl }: DashboardOptions,
  words: DashboardWords,
): Html {
  const band = bandOf(row);
  return html`<tr>
    <td><a href="${recordUrl(row.companyId)}">${row.name}</a></td>
    <td class="number">${row.score === null ? '–' : number(Math.floor(row.score), locale)}</td>
    <td>
      <span class="band ${band}">${words.bands[band]}</span> ${
        row.provisional ? html`<span class="soft">(${words.provisional})</span>` : null
      }
    </td>
    <td class="number">${row.delta30d === null ? '–' : signed(row.delta30d, locale)}</td>
    <td class="number">${row.arr === null ? '–' : money(row.arr, row.currency ?? 'EUR', locale)}</td>
    <td class="number">${number(row.coverage * 100, locale)} %</td>
    <td>${row.reason?.[locale] ?? ''}</td>
  </tr>`;
}

function sources(portfolio: Portfolio, locale: Locale, words: DashboardWords): Html {
  return html`<section>
    <h2>${words.sources}</h2>
    ${sourceTable(portfolio.sources, locale, words, (at) => instant(at, locale, words))}
  </section>`;
}

function unmatched(portfolio: Portfolio, locale: Locale, words: DashboardWords): Html {
  const rows = portfolio.unmatched.map(
    (each) =>
      html`<tr>
        <td>${sourceName(each.source, locale)}</td>
        <td>${each.name ?? each.externalId}</td>
        <td>${each.reason[locale]}</td>
      </tr>`,
  );
  const list = html`<table>
    <thead>
      <tr>
        <th scope="col">${words.source}</th>
        <th scope="col">${words.account}</th>
        <th scope="col">${words.problem}</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  return html`<section>
    <h2>${words.unmatched}</h2>
    <p class="hint">${words.unmatchedHint}</p>
    ${rows.length === 0 ? html`<p>${words.none}</p>` : list}
  </section>`;
}

function bandOf(row: PortfolioEntry): Exclude<BandFilter, 'all'> {
  return row.band === 'thriving' ? 'green' : (row.band satisfies Exclude<Band, 'thriving'>);
}

function number(value: number, locale: Locale, digits = 0): string {
  return value.toLocaleString(locale, { maximumFractionDigits: digits, minimumFractionDigits: digits });
}

function signed(value: number, locale: Locale): string {
  const rounded = Math.round(value);
  return rounded === 0 ? '0' : `${rounded > 0 ? '▲ +' : '▼ −'}${number(Math.abs(rounded), locale)}`;
}

/** Amounts in what is no currency code, which only older scores have, with its text behind them. */
function money(amount: number, currency: string, locale: Locale): string {
  if (currencyCode(currency) === null) return `${number(amount, locale)} ${currency}`;
  return amount.toLocaleString(locale, { style: 'currency', currency, maximumFractionDigits: 0 });
}

/** Amounts of different currencies are never added. */
function moneyByCurrency(rows: readonly PortfolioEntry[], locale: Locale): string {
  const totals = new Map<string, number>();
  for (const row of rows) {
    if (row.arr === null) continue;
    const currency = row.currency ?? 'EUR';
    totals.set(currency, (totals.get(currency) ?? 0) + row.arr);
  }
  if (totals.size === 0) return '–';
  return [...totals].map(([currency, amount]) => money(amount, currency, locale)).join(' + ');
}

function instant(iso: string | null | undefined, locale: Locale, words: DashboardWords): string {
  if (iso == null) return words.never;
  return (
    new Date(iso).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }) +
    ' UTC'
  );
}
