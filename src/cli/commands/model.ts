import { type Command } from 'commander';
import { type SettingsPreview } from '../../model/portal-actions.ts';
import { type BacktestPreview } from '../../model/settings-preview.ts';
import { type ModelVersionAnswer, type ProofView } from '../../model/proof.ts';
import { previewProposal } from '../../pipeline/actions/proof.ts';
import { type PipelineDeps } from '../../pipeline/deps.ts';
import { checkPortal } from '../../pipeline/proof/check.ts';
import { BY_OPERATOR, modelVersions, publishWeights, rollBack } from '../../pipeline/proof/model-versions.ts';
import { figure, percent, withRange } from '../figures.ts';
import { type Output, textTable } from '../output.ts';
import { parseCount } from '../parse-options.ts';
import { type Services } from '../services.ts';
import { withRuntime } from '../with-runtime.ts';

interface Options {
  readonly portal?: string;
  readonly note?: string;
  readonly to?: number;
  readonly json?: boolean;
}

/** The weekly check at once, the weights it proposes, and the versions of the model. */
export function modelCommand(program: Command, services: Services, output: Output): void {
  const model = program
    .command('model')
    .description('check the model against what happened, change it, go back');

  /** A command on one portal that answers with a value, printed as JSON or for people. */
  const add = <Answer>(
    name: string,
    description: string,
    run: (deps: PipelineDeps, options: Options) => Promise<Answer>,
    print: (answer: Answer, output: Output) => void,
  ): Command =>
    model
      .command(name)
      .description(description)
      .option('--portal <id>', 'HubSpot account id, where several are connected')
      .option('--json', 'print one JSON document')
      .action(async (options: Options) => {
        const answer = await withRuntime(services, options.portal, (deps) => run(deps, options));
        if (options.json === true) output.json(answer);
        else print(answer, output);
      });

  add('check', 'judge the stored scores now and propose weights', (deps) => checkPortal(deps), printCheck);
  add('preview', 'what the proposed weights would do to the portfolio', previewProposal, printPreview);
  add('versions', 'every version of the model with its author', modelVersions, printVersions);
  add(
    'publish',
    'make the proposed weights the model, from the next scoring on',
    (deps, { note = '' }) => publishWeights(deps, { note, ...BY_OPERATOR }),
    ({ version }) => output.line(`Published as version ${version}; the next scoring uses it.`),
  ).option('--note <text>', 'why');
  add(
    'rollback',
    'go back to the model of an earlier version',
    (deps, { to = 0, note = '' }) => rollBack(deps, { toVersion: to, note, ...BY_OPERATOR }),
    ({ version }) => output.line(`Went back, as version ${version}; the next scoring uses it.`),
  )
    .requiredOption('--to <version>', 'the version, see "pulso model versions"', parseCount)
    .option('--note <text>', 'why');
}

function printCheck(
  { until, weights, horizons, floors, review, probabilities, summary }: ProofView,
  output: Output,
): void {
  output.line(`Checked with outcomes known until ${until}.\n`);
  for (const { en } of summary) output.line(en);
  const rows = horizons.map((each) => [
    String(each.days),
    each.scores,
    each.lost,
    withRange(each.auc, each.aucInterval),
    figure(each.aucWithinSegments),
    figure(each.redMultiple),
    `${each.churnersBelowGreen} of ${each.churners}`,
  ]);
  output.line(
    `\n${textTable(['days', 'scores', 'lost', 'AUC', 'in segment', 'red/base', 'below green'], rows)}`,
  );
  for (const { title, met, value } of floors) {
    output.line(`${met === null ? 'not known' : met ? 'met' : 'MISSED'}: ${title.en} (${figure(value)})`);
  }
  output.line(`\nWeights: ${weights.says.en}`);
  const reviewed = review.map(({ title, skill, currentShare, fittedShare, adviceTitle }) => [
    title.en,
    withRange(skill.auc, skill.interval),
    percent(currentShare),
    percent(fittedShare),
    adviceTitle.en,
  ]);
  output.line(textTable(['indicator', 'AUC alone', 'weight', 'fitted', 'advice'], reviewed));
  output.line(`\n${probabilities.renewal.says.en}\n${probabilities.expansion.says.en}`);
  if (weights.accepted) output.line('\nNext: "pulso model preview", then "pulso model publish".');
}

function printPreview(preview: SettingsPreview, output: Output): void {
  const { considered, total, averageBefore, averageAfter, moves, examples, backtest } = preview;
  output.line(`${considered} of ${total} companies scored as proposed; nothing is stored.`);
  output.line(`Average ${figure(averageBefore)} → ${figure(averageAfter)}`);
  const rows = moves.map(({ from, to, companies, revenue }) => [
    `${from} → ${to}`,
    companies,
    Object.entries(revenue)
      .map(([currency, amount]) => `${Math.round(amount)} ${currency}`)
      .join(', '),
  ]);
  if (rows.length > 0) output.line(textTable(['band', 'companies', 'ARR'], rows));
  for (const { name, from, to } of examples) output.line(`  ${name}: ${from} → ${to}`);
  if (backtest !== null) printBacktest(backtest, output);
}

function printBacktest(
  { before, after, days, lost, leastLost, scores }: BacktestPreview,
  output: Output,
): void {
  if (before === null || after === null) {
    output.line(`Not judged on the past: ${lost} customers left so far, ${leastLost} are needed.`);
    return;
  }
  const rows = [
    [`of ${lost} lost, below green ${days} days before`, before.belowGreen, after.belowGreen],
    [`red, times the average loss in ${days} days`, figure(before.redMultiple), figure(after.redMultiple)],
    [`AUC at ${days} days`, figure(before.auc), figure(after.auc)],
  ];
  output.line(textTable([`on ${scores} past scores`, 'now', 'as proposed'], rows));
}

function printVersions(versions: readonly ModelVersionAnswer[], output: Output): void {
  for (const { version, author, createdAt, note, current } of versions) {
    const since = createdAt === null ? 'as shipped' : `${createdAt.slice(0, 16)} by ${author}`;
    output.line(`${current ? '*' : ' '} ${version}  ${since}${note === '' ? '' : `: ${note}`}`);
  }
}
