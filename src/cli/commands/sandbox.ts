import { type Command, InvalidArgumentError } from 'commander';
import { startSandbox } from '../../sandbox/index.ts';
import { type Output } from '../output.ts';
import { type Services } from '../services.ts';
import { untilStopped } from '../until-stopped.ts';
import { parseCount, parseRate } from '../parse-options.ts';

interface Options {
  readonly port: number;
  readonly rateLimit: { readonly max: number; readonly intervalMs: number };
  readonly companies: number;
  readonly faults: number;
  readonly seed: number;
  readonly indexLag: number;
  readonly sources?: boolean;
}

export function sandboxCommand(program: Command, services: Services, output: Output): void {
  program
    .command('sandbox')
    .description('a sandbox HubSpot portal on this machine, for any HubSpot client; state in memory')
    .requiredOption('--port <n>', 'port to listen on; 0 picks a free one', parseCount)
    .option('--rate-limit <max/interval>', 'requests per interval', parseRateLimit, {
      max: 110,
      intervalMs: 10_000,
    })
    .option('--companies <n>', 'simulated customers', parseCount, 200)
    .option('--faults <rate>', 'share of requests that fail, 0 to 1', parseRate, 0)
    .option('--seed <n>', 'seed of the simulated world and of the faults', parseCount, 7)
    .option('--index-lag <ms>', 'how long search lags behind writes', parseCount, 0)
    .option(
      '--sources',
      'run the source systems too, and print the environment that connects Pulso to all of them',
    )
    .action(async (options: Options) => {
      const sandbox = await startSandbox({
        dataDir: null,
        world: { seed: options.seed, profile: 'realistic', companies: options.companies, days: 365 },
        now: services.clock(),
        portal: {
          port: options.port,
          rateLimit: options.rateLimit,
          faults: { rate: options.faults, seed: options.seed },
          indexLagMs: options.indexLag,
        },
        sources: options.sources === true,
      });
      const { baseUrl, accessToken, portalId } = sandbox.addresses.portal;
      const environment = {
        HUBSPOT_BASE_URL: baseUrl,
        HUBSPOT_ACCESS_TOKEN: accessToken,
        ...sandbox.addresses.sources,
      };
      output.json({ baseUrl, accessToken, portalId, ...(options.sources === true && { environment }) });
      await untilStopped();
      await sandbox.close();
    });
}

function parseRateLimit(text: string): Options['rateLimit'] {
  const match = /^(\d+)\/(\d+)s$/.exec(text);
  if (match === null) throw new InvalidArgumentError('write it as 110/10s');
  return { max: Number(match[1]), intervalMs: Number(match[2]) * 1000 };
}
