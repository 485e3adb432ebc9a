import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Command } from 'commander';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { everyEventMapping, proposeMapping, type ProposedMapping } from '../../pipeline/propose-mapping.ts';
import { type Output, textTable } from '../output.ts';
import { parseCount } from '../parse-options.ts';
import { progressView } from '../progress.ts';
import { type Environment, type Services } from '../services.ts';

interface Options {
  readonly source: string;
  readonly days: number;
  readonly json?: boolean;
}

/** Variables that hold the path of an event mapping, by source. */
const MAPPING_VARIABLES: Readonly<Record<string, string>> = {
  amplitude: 'AMPLITUDE_MAPPING',
  mixpanel: 'MIXPANEL_MAPPING',
  segment: 'SEGMENT_MAPPING',
};
/** Variables that hold the path of a mapping of datasets, of which the events are a part. */
const DATASET_VARIABLES: Readonly<Record<string, string>> = {
  files: 'PULSO_FILES_MAPPING',
  warehouse: 'PULSO_WAREHOUSE_MAPPING',
};

/** Proposes what the events of a product mean, from the events seen; prints the mapping file to stdout. */
export function mapCommand(program: Command, services: Services, output: Output): void {
  program
    .command('map')
    .description(
      'propose which events are logins, features, workflows and integrations, from the events seen by a source of the environment',
    )
    .requiredOption('--source <id>', 'source with product events, for example amplitude')
    .option('--days <n>', 'last days to look at; files are read whole', parseCount, 14)
    .option('--json', 'print mapping and events as one JSON document')
    .action(async (options: Options) => {
      refuseInstalled(services.env);
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
          const progress = progressView(output);
          const proposed = await proposeMapping(
            runtime.deps,
            source,
            options.days,
            progress.onProgress,
          ).finally(() => progress.stop());
          if (options.json === true) output.json(proposed);
          else print(options.source, proposed, output);
        } finally {
          await runtime.close();
        }
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
}

/** Portals that installed the app have sources and mappings of their own, which the environment cannot replace. */
function refuseInstalled(env: Environment): void {
  const isSet = (name: string): boolean => (env[name] ?? '').trim() !== '';
  if (isSet('HUBSPOT_ACCESS_TOKEN') || !isSet('HUBSPOT_CLIENT_ID')) return;
  throw new AppError(
    'config-invalid',
    'map reads a source of the environment and none of an installed portal: set HUBSPOT_ACCESS_TOKEN and the variables of the source',
  );
}

/** The same environment with mappings under which every event shows by its name. */
async function withEveryEvent(env: Environment, folder: string): Promise<Environment> {
  const events = path.join(folder, 'events.json');
  await writeFile(events, JSON.stringify(everyEventMapping()));
  const changed: Record<string, string> = Object.fromEntries(
    Object.values(MAPPING_VARIABLES).map((name) => [name, events]),
  );
  for (const name of Object.values(DATASET_VARIABLES)) {
    const file = env[name];
    if (file === undefined || file.trim() === '') continue;
    const datasets = await readObject(name, file);
    changed[name] = path.join(folder, `${name}.json`);
    await writeFile(changed[name], JSON.stringify({ ...datasets, events: everyEventMapping() }));
  }
  return { ...env, ...changed };
}

async function readObject(variable: string, file: string): Promise<object> {
  try {
    return z.looseObject({}).parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? 'it is no JSON object' : (cause as Error).message;
    throw new AppError('config-invalid', `${variable}: the mapping ${file} cannot be read: ${why}`, {
      cause,
    });
  }
}

function print(source: string, { mapping, events }: ProposedMapping, output: Output): void {
  output.note(
    textTable(
      ['event', 'users', 'user days', 'proposed', 'why'],
      events.map((each) => [each.event, each.users, each.userDays, each.meaning, each.reason]),
    ),
  );
  const datasets = DATASET_VARIABLES[source];
  output.note(
    datasets === undefined
      ? `\nLook it over, save it as a file, and name the file in ${MAPPING_VARIABLES[source] ?? 'the MAPPING variable of the source'}:\n`
      : `\nLook it over and put it into the file that ${datasets} names, as "events" beside "datasets":\n`,
  );
  output.line(JSON.stringify(mapping, null, 2));
}
