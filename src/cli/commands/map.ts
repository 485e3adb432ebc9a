import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Command } from 'commander';
import { AppError } from '../../errors.ts';
import { everyEventMapping, proposeMapping, type ProposedMapping } from '../../pipeline/propose-mapping.ts';
import { type Output, textTable } from '../output.ts';
import { parseCount } from '../parse-options.ts';
import { type Environment, type Services } from '../services.ts';

interface Options {
  readonly source: string;
  readonly days: number;
  readonly json?: boolean;
}

/** Variables that hold the path of an event mapping, by source. */
const MAPPING_VARIABLES = ['AMPLITUDE_MAPPING', 'MIXPANEL_MAPPING', 'SEGMENT_MAPPING'];
/** Variables that hold the path of a mapping of datasets, of which the events are a part. */
const DATASET_VARIABLES = ['PULSO_FILES_MAPPING', 'PULSO_WAREHOUSE_MAPPING'];

/** Proposes what the events of a product mean, from the events seen; prints the mapping file to stdout. */
export function mapCommand(program: Command, services: Services, output: Output): void {
  program
    .command('map')
    .description(
      'propose which events are logins, features, workflows and integrations, from the events seen',
    )
    .requiredOption('--source <id>', 'source with product events, for example amplitude')
    .option('--days <n>', 'days to look at', parseCount, 14)
    .option('--json', 'print mapping and events as one JSON document')
    .action(async (options: Options) => {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'pulso-map-'));
      try {
        const env = await withEveryEvent(services.env, folder);
        const runtime = await services.openRuntime(env);
        try {
          const source = runtime.sources.find((each) => each.meta.id === options.source);
          if (source === undefined) {
            const known = runtime.sources.map((each) => each.meta.id).join(', ');
            throw new AppError(
              'input-invalid',
              `--source ${options.source}: not connected. Connected: ${known || 'none'} (see .env.example)`,
            );
          }
          const proposed = await proposeMapping(runtime.deps, source, options.days);
          if (options.json === true) output.json(proposed);
          else print(proposed, output);
        } finally {
          await runtime.close();
        }
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
}

/** The same environment with mappings under which every event shows by its name. */
async function withEveryEvent(env: Environment, folder: string): Promise<Environment> {
  const events = path.join(folder, 'events.json');
  await writeFile(events, JSON.stringify(everyEventMapping()));
  const changed: Record<string, string> = Object.fromEntries(MAPPING_VARIABLES.map((name) => [name, events]));
  for (const name of DATASET_VARIABLES) {
    const file = env[name];
    if (file === undefined || file.trim() === '') continue;
    const datasets = JSON.parse(await readFile(file, 'utf8')) as object;
    changed[name] = path.join(folder, `${name}.json`);
    await writeFile(changed[name], JSON.stringify({ ...datasets, events: everyEventMapping() }));
  }
  return { ...env, ...changed };
}

function print({ mapping, events }: ProposedMapping, output: Output): void {
  output.note(
    textTable(
      ['event', 'users', 'user days', 'proposed', 'why'],
      events.map((each) => [each.event, each.users, each.userDays, each.meaning, each.reason]),
    ),
  );
  output.note(
    '\nLook it over, save it as a file, and name the file in the MAPPING variable of the source:\n',
  );
  output.line(JSON.stringify(mapping, null, 2));
}
