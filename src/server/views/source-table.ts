import { type Locale } from '../../model/bands.ts';
import { type SourceHealth } from '../../model/portal-actions.ts';
import { sourceName } from '../../model/source-names.ts';
import { type DashboardWords } from './dashboard-words.ts';
import { html, type Html } from './html.ts';

const UNKNOWN = '–';

/** Each source with the quality of its data: state and age, companies it knows, weight in the scores, what was set aside. */
export function sourceTable(
  sources: readonly SourceHealth[],
  locale: Locale,
  words: DashboardWords,
  instant: (at: string | undefined) => string,
): Html {
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const share = (value: number | null | undefined) => (value == null ? UNKNOWN : percent.format(value));
  const rows = sources.map(
    ({ id, status, fetchedAt, reason, quality, quarantined, problems = [] }) =>
      html`<tr id="source-${id}">
        <td>${sourceName(id, locale)}</td>
        <td>${words.statuses[status] ?? status} <span class="soft">${reason?.[locale] ?? ''}</span></td>
        <td>${instant(fetchedAt)}</td>
        <td class="number">${share(quality?.integration)}</td>
        <td class="number">${share(quality?.impact)}</td>
        <td class="number">${String(quarantined)}</td>
        <td>${problems.map((each) => html`<div>${String(each.records)}: ${each.reason[locale]}</div>`)}</td>
      </tr>`,
  );
  const { source, status, lastSuccess, companies, weight, setAside, why } = words;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">${source}</th>
        <th scope="col">${status}</th>
        <th scope="col">${lastSuccess}</th>
        <th scope="col" class="number">${companies}</th>
        <th scope="col" class="number">${weight}</th>
        <th scope="col" class="number">${setAside}</th>
        <th scope="col">${why}</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
