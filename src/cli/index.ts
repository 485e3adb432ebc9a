import { Command } from 'commander';
import { toAppError } from '../errors.ts';
import { accountsCommand } from './commands/accounts.ts';
import { backtestCommand } from './commands/backtest.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand } from './commands/doctor.ts';
import { fitCommand } from './commands/fit.ts';
import { keysCommand } from './commands/keys.ts';
import { kpisCommand } from './commands/kpis.ts';
import { mapCommand } from './commands/map.ts';
import { modelCommand } from './commands/model.ts';
import { portalsCommand } from './commands/portals.ts';
import { previewCommand } from './commands/preview.ts';
import { provisionCommand } from './commands/provision.ts';
import { pullCommand } from './commands/pull.ts';
import { reportCommand } from './commands/report.ts';
import { sandboxCommand } from './commands/sandbox.ts';
import { scoreCommand } from './commands/score.ts';
import { startCommand } from './commands/start.ts';
import { syncCommand } from './commands/sync.ts';
import { type Output } from './output.ts';
import { type Services } from './services.ts';

const COMMANDS = [
  demoCommand,
  syncCommand,
  scoreCommand,
  pullCommand,
  provisionCommand,
  sandboxCommand,
  startCommand,
  accountsCommand,
  mapCommand,
  doctorCommand,
  portalsCommand,
  keysCommand,
  previewCommand,
  fitCommand,
  reportCommand,
  backtestCommand,
  modelCommand,
  kpisCommand,
];

/** Runs a command line; resolves to the exit code: 0 done, 1 failed, 2 bad input or configuration. */
export async function runCli(args: readonly string[], services: Services, output: Output): Promise<number> {
  const program = new Command('pulso')
    .description('Customer health inside HubSpot')
    .exitOverride()
    .showHelpAfterError('(add --help for what it takes)')
    .configureOutput({ writeErr: (text) => output.note(text.trimEnd()) });
  for (const add of COMMANDS) add(program, services, output);
  for (const command of program.commands) command.exitOverride().copyInheritedSettings(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    return exitCodeOf(error, output);
  }
}

function exitCodeOf(thrown: unknown, output: Output): number {
  // Commander has printed its own message already; --help and --version are no failure.
  if (isCommanderError(thrown)) return thrown.exitCode === 0 ? 0 : 2;
  const error = toAppError(thrown);
  output.note(`pulso: ${error.message}`);
  if (error.code === 'internal' && error.cause instanceof Error) output.note(error.cause.stack ?? '');
  return error.exitCode;
}

function isCommanderError(thrown: unknown): thrown is { readonly exitCode: number } {
  return thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('commander.');
}
