import { writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { AppError } from '../../errors.ts';
import { type Locale, LOCALES } from '../../model/bands.ts';
import { reportOfFile, reportOfPortal } from '../../pipeline/proof/report.ts';
import { type Output } from '../output.ts';
import { type Services } from '../services.ts';
import { readBytes } from '../table-input.ts';
import { withRuntime } from '../with-runtime.ts';

interface Options {
  readonly input?: string;
  readonly output: string;
  readonly locale: Locale;
  readonly portal?: string;
}

export function reportCommand(program: Command, services: Services, output: Output): void {
  program
    .command('report')
    .description('one HTML file: does the score predict, whom did it miss, should the weights change')
    .option('--input <file>', 'panel file to judge (default: the stored scores of the portal)')
    .option('--output <file>', 'where to write it', 'pulso-report.html')
    .option('--portal <id>', 'HubSpot account id, where several are connected')
    .addOption(new Option('--locale <language>', 'language').choices(LOCALES).default('en'))
    .action(async ({ input, output: target, locale, portal }: Options) => {
      const html =
        input === undefined
          ? await withRuntime(services, portal, (deps) => reportOfPortal(deps, locale))
          : await reportOfFile(readBytes(input, process.stdin), locale);
      await writeFile(target, html).catch((cause: unknown) => {
        throw new AppError('input-invalid', `--output: ${target} cannot be written`, { cause });
      });
      output.line(target);
    });
}
