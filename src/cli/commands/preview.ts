import { type Command } from 'commander';
import { type Output } from '../output.ts';
import { parseCount } from '../parse-options.ts';
import { type Services } from '../services.ts';
import { untilStopped } from '../until-stopped.ts';

export function previewCommand(program: Command, services: Services, output: Output): void {
  program
    .command('preview')
    .description('the built card in a browser without HubSpot, on the companies of the connected portal')
    .option('--port <n>', 'port to listen on; 0 picks a free one', parseCount, 3001)
    .option('--portal <id>', 'HubSpot account id, where several are connected')
    .action(async ({ port, portal }: { port: number; portal?: string }) => {
      const runtime = await services.openRuntime(services.env, { portalId: portal });
      try {
        const preview = await services.startPreview(runtime, port);
        output.note(`Card preview  ${preview.url}`);
        await untilStopped();
        await preview.close();
      } finally {
        await runtime.close();
      }
    });
}
