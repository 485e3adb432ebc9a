import { type Command } from 'commander';
import { text } from 'node:stream/consumers';
import { AppError } from '../../errors.ts';
import { type Output, textTable } from '../output.ts';
import { type Administration, type Services } from '../services.ts';

/** Upkeep of connected portals: list, keys, jobs that were given up, removal. */
export function portalsCommand(program: Command, services: Services, output: Output): void {
  const portals = program.command('portals').description('connected HubSpot accounts and their jobs');
  const administer = async (work: (admin: Administration) => Promise<void>): Promise<void> => {
    const admin = await services.administer(services.env);
    await work(admin).finally(() => admin.close());
  };

  portals
    .command('list')
    .description('connected accounts')
    .option('--json', 'print one JSON document')
    .action((options: { json?: boolean }) =>
      administer(async (admin) => {
        const found = await admin.portals();
        if (options.json === true) return output.json({ portals: found });
        const rows = found.map((each) => [each.portalId, each.status, each.auth, each.reason ?? '']);
        output.line(textTable(['account', 'state', 'auth', 'reason'], rows));
      }),
    );

  portals
    .command('set <portal> <name>')
    .description(
      'keep a key of a source system for one account, sealed; the value is read from standard input',
    )
    .action((portalId: string, name: string) =>
      administer(async (admin) => {
        const value = (await text(process.stdin)).trim();
        if (value === '') throw new AppError('input-invalid', 'Standard input is empty; pipe the value in.');
        await admin.setCredential(portalId, name, value);
        output.line(`${name} is set for account ${portalId}.`);
      }),
    );

  portals
    .command('remove <portal>')
    .description('delete everything of an account; says what stays')
    .requiredOption('--yes', 'really')
    .action((portalId: string) =>
      administer(async (admin) => {
        const { deleted, kept } = await admin.remove(portalId);
        for (const [table, rows] of Object.entries(deleted))
          if (rows > 0) output.line(`deleted ${rows} × ${table}`);
        for (const each of kept) output.line(`kept: ${each}`);
      }),
    );

  portals
    .command('audit <portal>')
    .description('who changed what')
    .action((portalId: string) =>
      administer(async (admin) => {
        const rows = (await admin.audit(portalId)).map((each) => [
          each.at,
          each.actor,
          each.action,
          each.subject,
        ]);
        output.line(textTable(['at', 'who', 'what', 'on'], rows));
      }),
    );

  portals
    .command('jobs')
    .description('jobs that were given up, with the remedy')
    .action(() =>
      administer(async (admin) => {
        for (const job of await admin.dead()) {
          output.line(`${job.failedAt} ${job.portalId} ${job.kind}: ${job.message} → ${job.remedy}`);
        }
      }),
    );

  portals
    .command('retry [portal]')
    .description('put jobs that were given up back to work')
    .action((portalId?: string) =>
      administer(async (admin) => output.line(`${await admin.retry(portalId)} jobs are back in the queue.`)),
    );

  portals
    .command('run <portal>')
    .description('ask the workers for a run now')
    .option('--full', 'read all sources again from the start')
    .action((portalId: string, options: { full?: boolean }) =>
      administer(async (admin) => {
        const asked = await admin.run(portalId, options.full === true);
        output.line(
          asked
            ? 'Asked for: the next free worker starts it, unless a run is under way by then.'
            : 'A run is waiting already.',
        );
      }),
    );

  portals
    .command('cancel <portal>')
    .description('stop what runs and what waits for an account')
    .action((portalId: string) =>
      administer(async (admin) => output.line(`${await admin.cancel(portalId)} jobs stopped.`)),
    );
}
