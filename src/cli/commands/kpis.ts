import { type Command, Option } from 'commander';
import { AppError } from '../../errors.ts';
import { KPI_GRAINS, type KpiGrain, type KpiUnit, type KpiView } from '../../model/kpi-view.ts';
import { MOST_PERIODS, recomputeKpis } from '../../pipeline/proof/kpis.ts';
import { percent } from '../figures.ts';
import { type Output, textTable } from '../output.ts';
import { parsePositive, parseUpTo } from '../parse-options.ts';
import { type Services } from '../services.ts';
import { withRuntime } from '../with-runtime.ts';

interface Options {
  readonly grain: KpiGrain;
  readonly periods: number;
  readonly segment?: string;
  readonly retentionCost?: number;
  readonly acquisitionCost?: number;
  readonly portal?: string;
  readonly json?: boolean;
}

export function kpisCommand(program: Command, services: Services, output: Output): void {
  program
    .command('kpis')
    .description(
      'compute churn, revenue retention, lifetime value, NPS and the others by period anew, each with its formula',
    )
    .addOption(new Option('--grain <period>', 'length of a period').choices(KPI_GRAINS).default('month'))
    .option('--periods <n>', `periods up to today, at most ${MOST_PERIODS}`, parseUpTo(MOST_PERIODS), 6)
    .option('--segment <name>', 'customers of one segment only')
    .option('--retention-cost <amount>', 'what a month of keeping customers costs', parsePositive)
    .option('--acquisition-cost <amount>', 'what a month of winning customers costs', parsePositive)
    .option('--portal <id>', 'HubSpot account id, where several are connected')
    .option('--json', 'print one JSON document')
    .action(async (options: Options) => {
      const { grain, periods, retentionCost, acquisitionCost } = options;
      const costs = {
        ...(retentionCost === undefined ? {} : { retention: retentionCost }),
        ...(acquisitionCost === undefined ? {} : { acquisition: acquisitionCost }),
      };
      const view = await withRuntime(services, options.portal, (deps) =>
        recomputeKpis(deps, { grain, periods, costs }),
      );
      const shown = options.segment === undefined ? view : ofSegment(view, options.segment);
      if (options.json === true) output.json(shown);
      else print(shown, options.segment, output);
    });
}

/** @throws AppError `input-invalid` naming the segments there are when none is called so */
function ofSegment(view: KpiView, name: string): KpiView {
  const known = new Set(view.periods.flatMap(({ segments }) => segments.map(({ segment }) => segment)));
  if (!known.has(name)) {
    const names = [...known].sort().join(', ');
    throw new AppError(
      'input-invalid',
      `--segment ${name}: no customer was in it in these periods. Segments: ${names || 'none'}`,
    );
  }
  const periods = view.periods.map((period) => ({
    ...period,
    segments: period.segments.filter(({ segment }) => segment === name),
  }));
  return { ...view, periods };
}

function print(view: KpiView, segment: string | undefined, output: Output): void {
  const columns = view.periods.map(({ from, to, complete, all, segments }) => ({
    title: complete ? from : `${from} to ${to}`,
    kpis: segment === undefined ? all : segments.find((each) => each.segment === segment)?.kpis,
  }));
  const rows = view.definitions.map(({ id, unit, title, formula }) => [
    title.en,
    ...columns.map(({ kpis }) => shown(kpis?.values[id] ?? null, unit)),
    formula.en,
  ]);
  output.line(textTable(['', ...columns.map(({ title }) => title), 'formula'], rows));
  if (view.currency !== null) output.line(`\nMoney in ${view.currency}.`);
  for (const note of view.notes) output.line(note.en);
  const { total, listed } = view.followUps;
  if (total > 0) output.line(`\n${total} follow-ups are open; the latest:`);
  for (const { name, kind, at, playTitle, dueAt } of listed.slice(0, 10)) {
    output.line(`  ${name}: ${kind} on ${at}. ${playTitle.en}, by ${dueAt}`);
  }
}

function shown(value: number | null, unit: KpiUnit): string {
  if (value === null) return '–';
  if (unit === 'share') return percent(value);
  if (unit === 'yes-no') return value === 1 ? 'yes' : 'no';
  return unit === 'count' || unit === 'money' ? value.toFixed(0) : value.toFixed(1);
}
