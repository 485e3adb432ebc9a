import { type Command } from 'commander';
import { dayOf } from '../../model/day.ts';
import { parseSignals } from '../../model/parse-signals.ts';
import { type ScoreResult } from '../../model/result.ts';
import { scoreSignals } from '../../pipeline/score-file.ts';
import { readJsonInput } from '../json-input.ts';
import { type Output, textTable } from '../output.ts';
import { type Services } from '../services.ts';

interface Options {
  readonly input: string;
  readonly model?: string;
  readonly asOf?: string;
  readonly json?: boolean;
}

export function scoreCommand(program: Command, services: Services, output: Output): void {
  program
    .command('score')
    .description('score a signals file; nothing is stored or written to HubSpot')
    .requiredOption('--input <file>', 'signals as JSON, or - for standard input')
    .option('--model <id>', 'model to score with (default: three-dimension)')
    .option('--as-of <day>', 'day to score, YYYY-MM-DD (default: the day the file names, else today)')
    .option('--json', 'print one JSON document')
    .action(async (options: Options) => {
      const signals = parseSignals(await readJsonInput(options.input, process.stdin));
      for (const { companyId, path, message } of signals.warnings) {
        output.note(`warning: company ${companyId ?? '?'}: ${path}: ${message}`);
      }
      const today = dayOf(services.clock().getTime());
      const document = scoreSignals(signals, { modelId: options.model, asOf: options.asOf, today });
      if (options.json === true) output.json(document);
      else output.line(scoreTable(document.results));
    });
}

function scoreTable(results: readonly ScoreResult[]): string {
  const rows = results.map((result) => [
    result.companyId,
    result.score === null ? '–' : result.score.toFixed(1),
    result.provisional ? `${result.band} (provisional)` : result.band,
    result.delta30d === null ? '–' : result.delta30d.toFixed(1),
    `${Math.round(result.coverage * 100)} %`,
    [...result.caps.map((cap) => cap.id), ...result.signals].join(', '),
  ]);
  return textTable(['company', 'score', 'band', '30 days', 'coverage', 'caps and warnings'], rows);
}
