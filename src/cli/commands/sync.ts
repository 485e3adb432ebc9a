import { type Command } from 'commander';
import { syncPortal } from '../../pipeline/sync.ts';
import { type Output } from '../output.ts';
import { progressView } from '../progress.ts';
import { type Services } from '../services.ts';
import { printSummary } from '../summary.ts';

interface Options {
  readonly portal?: string;
  readonly full?: boolean;
  readonly json?: boolean;
}

export function syncCommand(program: Command, services: Services, output: Output): void {
  program
    .command('sync')
    .description('one run: pull, match, score, write back, create tasks')
    .option('--portal <id>', 'HubSpot account id; refuses to run when the token belongs to another')
    .option('--full', 'read all sources again from the start')
    .option('--json', 'print one JSON document')
    .action(async (options: Options) => {
      const runtime = await services.openRuntime(services.env, { portalId: options.portal });
      const progress = progressView(output);
      try {
        const summary = await syncPortal(runtime.deps, {
          onProgress: progress.onProgress,
          full: options.full === true,
        });
        progress.stop();
        if (options.json === true) output.json(summary);
        else printSummary(output, summary);
      } finally {
        progress.stop();
        await runtime.close();
      }
    });
}
