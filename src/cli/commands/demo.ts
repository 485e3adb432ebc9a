import path from 'node:path';
import { type Command, Option } from 'commander';
import { AppError } from '../../errors.ts';
import { checkWhenDue } from '../../pipeline/proof/check.ts';
import { syncPortal } from '../../pipeline/sync.ts';
import { type SandboxAddresses } from '../../sandbox/index.ts';
import { isTaken } from '../is-taken.ts';
import { type Output } from '../output.ts';
import { parseCount } from '../parse-options.ts';
import { progressView } from '../progress.ts';
import { startSandboxThread } from '../sandbox-thread.ts';
import { type Environment, type Runtime, type Services } from '../services.ts';
import { printSummary } from '../summary.ts';
import { untilStopped } from '../until-stopped.ts';

interface Options {
  readonly companies: number;
  readonly days: number;
  readonly seed: number;
  readonly profile: 'demo' | 'realistic' | 'null';
  readonly once?: boolean;
  readonly port: number;
  readonly json?: boolean;
}

/**
 * Fewer than the 7.4 of the measured world, so that a first run is over in a minute; features in use and power users
 * read a little lower for it.
 */
const DEMO_EVENTS_PER_USER_DAY = 2;

/** Burst limit of a private app in a Professional or Enterprise account. */
const DEMO_RATE_LIMIT = { max: 190, intervalMs: 10_000 };

export function demoCommand(program: Command, services: Services, output: Output): void {
  program
    .command('demo')
    .description('the whole job on a sandbox portal and sandbox sources on this machine')
    .option('--companies <n>', 'simulated customers', parseCount, 200)
    .option('--days <n>', 'days of simulated past', parseCount, 365)
    .option('--seed <n>', 'seed of the simulated world', parseCount, 7)
    .addOption(
      new Option('--profile <name>', 'how predictable the simulated customers are')
        .choices(['demo', 'realistic', 'null'])
        .default('demo'),
    )
    .option('--once', 'do the job, print the summary, exit')
    .option('--port <n>', 'port of the dashboard; the card preview takes the next one', parseCount, 3000)
    .option('--json', 'print the summary as one JSON document')
    .action(async (options: Options) => {
      if (options.once !== true) await checkPorts(options.port);
      const folder = path.join(
        services.env.PULSO_DATA_DIR ?? '.pulso',
        `${options.profile}-${options.companies}-${options.days}-${options.seed}`,
      );
      output.note(`Starting a sandbox with ${options.companies} customers in ${folder} …`);
      const opening = services.openStore({ DATABASE_URL: services.env.DATABASE_URL, PULSO_DATA_DIR: folder });
      const starting = startSandboxThread({
        dataDir: path.join(folder, 'sandbox'),
        world: {
          seed: options.seed,
          profile: options.profile,
          companies: options.companies,
          days: options.days,
          eventsPerUserDay: DEMO_EVENTS_PER_USER_DAY,
        },
        now: services.clock(),
        portal: { rateLimit: DEMO_RATE_LIMIT },
        sources: true,
      });
      const [store, sandbox] = await Promise.all([opening, starting]);
      try {
        const env = demoEnvironment(services.env, folder, options, sandbox.addresses);
        const begin = services.clock().getTime();
        const started = Date.parse(sandbox.addresses.now);
        const clock = (): Date => new Date(started + services.clock().getTime() - begin);
        const runtime = await services.openRuntime(env, { clock, store });
        await services.replay(env, runtime, sandbox.addresses.deliveries);
        await runDemo(services, env, runtime, options, output);
      } finally {
        await store.close();
        await sandbox.close();
      }
    });
}

/** Before the job, which takes a minute: the dashboard and the preview come after it. */
async function checkPorts(port: number): Promise<void> {
  if (port === 0) return;
  for (const each of [port, port + 1]) {
    if (await isTaken(each))
      throw new AppError(
        'config-invalid',
        `--port ${port}: port ${each} is taken; end what listens there, or name another with --port`,
      );
  }
}

async function runDemo(
  services: Services,
  env: Environment,
  runtime: Runtime,
  options: Options,
  output: Output,
): Promise<void> {
  const progress = progressView(output);
  const summary = await syncPortal(runtime.deps, { onProgress: progress.onProgress }).finally(() =>
    progress.stop(),
  );
  if (options.json === true) output.json(summary);
  else printSummary(output, summary);
  if (options.once === true) return;

  await checkWhenDue(runtime.deps);
  const preview = await services.startPreview(runtime, options.port === 0 ? 0 : options.port + 1);
  const recordUrl = (_portalId: string, companyId: string): string =>
    new URL(`?company=${companyId}`, preview.url ?? '').href;
  try {
    const service = await services.serveRuntime(env, runtime, { recordUrl });
    output.note(`\nDashboard     ${service.url}`);
    output.note(`Card preview  ${preview.url}`);
    output.note('Ctrl+C stops.');
    await untilStopped();
    await service.close();
  } finally {
    await preview.close();
  }
}

/** The sandbox's addresses and credentials in place of real ones; real credentials never reach the demo. */
function demoEnvironment(
  env: Environment,
  folder: string,
  options: Options,
  { portal, sources, managerOwnerId }: SandboxAddresses,
): Environment {
  return {
    PULSO_LOCALE: env.PULSO_LOCALE,
    PULSO_LOG_LEVEL: env.PULSO_LOG_LEVEL ?? 'error',
    PULSO_MODEL: env.PULSO_MODEL,
    DATABASE_URL: env.DATABASE_URL,
    PULSO_DATA_DIR: folder,
    PULSO_PORT: String(options.port),
    PULSO_BACKFILL_DAYS: String(Math.min(730, Math.max(30, options.days))),
    PULSO_MANAGER_OWNER_ID: managerOwnerId ?? undefined,
    HUBSPOT_BASE_URL: portal.baseUrl,
    HUBSPOT_ACCESS_TOKEN: portal.accessToken,
    ...sources,
  };
}
