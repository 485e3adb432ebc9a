import { type Command } from 'commander';
import { AppError } from '../../errors.ts';
import { type Output } from '../output.ts';
import { type Check, type Services } from '../services.ts';

const MARKS: Readonly<Record<Check['state'], string>> = { ok: '✓', failed: '✗', off: '·' };

export function doctorCommand(program: Command, services: Services, output: Output): void {
  program
    .command('doctor')
    .description(
      'checks configuration, database, clock, token, the main read scopes and properties, and how the last pull of each source went; one line each with the remedy',
    )
    .option('--json', 'print one JSON document')
    .action(async (options: { json?: boolean }) => {
      const checks = await services.doctor(services.env);
      if (options.json === true) output.json({ checks });
      else for (const check of checks) output.line(lineOf(check));
      const failed = checks.filter((check) => check.state === 'failed');
      if (failed.length > 0) {
        const isConfiguration = failed.some(({ code }) => code === 'config-invalid');
        throw new AppError(
          isConfiguration ? 'config-invalid' : 'upstream-rejected',
          `${failed.length} of ${checks.length} checks failed.`,
        );
      }
    });
}

function lineOf({ name, state, message, remedy }: Check): string {
  return [`${MARKS[state]} ${name}: ${message}`, remedy].filter((part) => part !== undefined).join(' → ');
}
