import { type Command } from 'commander';
import { type Output } from '../output.ts';
import { type Services } from '../services.ts';
import { untilStopped } from '../until-stopped.ts';

export function startCommand(program: Command, services: Services, output: Output): void {
  program
    .command('start')
    .description('the service: dashboard, card endpoint, daily run')
    .action(async () => {
      const runtime = await services.openRuntime(services.env);
      try {
        const service = await services.startService(services.env, runtime);
        output.note(`Listening on ${service.url}`);
        await untilStopped();
        await service.close();
      } finally {
        await runtime.close();
      }
    });
}
