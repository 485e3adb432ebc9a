import { type Command } from 'commander';
import { AppError } from '../../errors.ts';
import { isIsoDate } from '../../model/day.ts';
import { matchPortal } from '../../pipeline/match.ts';
import { pullSource, type PullOutcome } from '../../pipeline/pull.ts';
import { type AccountState, readAccounts } from '../../pipeline/read.ts';
import { streamsReadBefore } from '../../pipeline/streams-read-before.ts';
import { type Output, textTable } from '../output.ts';
import { progressView } from '../progress.ts';
import { type Runtime, type Services } from '../services.ts';

interface Options {
  readonly source: string;
  readonly since?: string;
  readonly portal?: string;
  readonly json?: boolean;
}

export function pullCommand(program: Command, services: Services, output: Output): void {
  program
    .command('pull')
    .description('pull one source without writing to HubSpot')
    .requiredOption('--source <id>', 'source to pull, for example amplitude')
    .option('--since <day>', 'first day to read when the source was never read, YYYY-MM-DD')
    .option('--portal <id>', 'HubSpot account id, where several are connected')
    .option('--json', 'print one JSON document')
    .action(async (options: Options) => {
      if (options.since !== undefined && !isIsoDate(options.since)) {
        throw new AppError(
          'input-invalid',
          `--since: "${options.since}" is not a date; write it as 2026-11-01`,
        );
      }
      const runtime = await services.openRuntime(services.env, { portalId: options.portal });
      try {
        const document = await pull(runtime, options, output);
        if (options.json === true) output.json(document);
        else printPull(output, document);
        if (document.failed)
          throw new AppError('upstream-unavailable', document.problems.at(-1)?.message ?? 'pull failed');
      } finally {
        await runtime.close();
      }
    });
}

async function pull(runtime: Runtime, options: Options, output: Output) {
  const source = runtime.sources.find((each) => each.meta.id === options.source);
  if (source === undefined) {
    const known = runtime.sources.map((each) => each.meta.id).join(', ');
    throw new AppError(
      'input-invalid',
      `--source ${options.source}: not connected. Connected: ${known || 'none'} (see .env.example)`,
    );
  }
  if (options.since !== undefined) {
    const readBefore = await streamsReadBefore(runtime.deps, source);
    if (readBefore.length > 0)
      output.note(
        `--since ${options.since}: not for ${readBefore.join(', ')}, read before and going on from there`,
      );
  }
  const progress = progressView(output);
  const outcome = await pullSource(runtime.deps, source, {
    since: options.since,
    onProgress: progress.onProgress,
  });
  progress.stop();
  await matchPortal(runtime.deps);
  const accounts = await readAccounts(runtime.deps, outcome.source);
  return pullDocument(outcome, accounts);
}

function pullDocument(outcome: PullOutcome, accounts: readonly AccountState[]) {
  return {
    source: outcome.source,
    streams: outcome.streams,
    accounts,
    problems: outcome.problems,
    failed: !outcome.complete,
  };
}

function printPull(output: Output, document: ReturnType<typeof pullDocument>): void {
  output.line(
    textTable(
      ['stream', 'pages', 'records'],
      document.streams.map((each) => [each.name, each.pages, each.records]),
    ),
  );
  const matched = document.accounts.filter((each) => each.matchedCompanyId !== null).length;
  output.line(`${document.accounts.length} accounts, ${matched} matched to companies`);
  for (const { stream, recordId, message } of document.problems)
    output.line(`! ${recordId === null ? stream : `${stream} ${recordId}`}: ${message}`);
}
