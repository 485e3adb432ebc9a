import { type Command, Option } from 'commander';
import { type Output } from '../output.ts';
import { type Role, type Services } from '../services.ts';
import { untilStopped } from '../until-stopped.ts';

export function startCommand(program: Command, services: Services, output: Output): void {
  program
    .command('start')
    .description('the service: dashboard, card endpoint, webhooks, jobs, daily run')
    .addOption(
      new Option('--role <name>', 'what this process does; several processes share one PostgreSQL')
        .choices(['all', 'web', 'worker', 'scheduler'])
        .default('all'),
    )
    .action(async ({ role }: { role: Role }) => {
      const service = await services.serve(services.env, role);
      output.note(startedAs(role, service.url));
      await untilStopped();
      await service.close();
    });
}

function startedAs(role: Role, url: string | null): string {
  if (url === null) return `Started as ${role}`;
  return role === 'all' || role === 'web'
    ? `Listening on ${url}`
    : `Started as ${role}; health and metrics on ${url}`;
}
