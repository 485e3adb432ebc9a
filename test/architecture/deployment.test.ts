import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { parseWithPointers } from '@stoplight/yaml';
import { ROLES } from '../../src/service/service.ts';

/** The image cannot be built in a test; what it is made of can be looked at. */

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

interface ComposeService {
  readonly build?: string;
  readonly image?: string;
  readonly env_file?: string;
  readonly command?: string | readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
  readonly stop_grace_period?: string;
}
interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const dockerfile = read('Dockerfile')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [, instruction = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    return { instruction, rest };
  });
const only = (instruction: string) => dockerfile.filter((line) => line.instruction === instruction);
const entrypoint = JSON.parse(only('ENTRYPOINT')[0]?.rest ?? '[]') as string[];
const composeFile = parseWithPointers<Compose>(read('compose.yaml'), { mergeKeys: true });
const compose = composeFile.data as Compose;

/** Variables that the service reads. */
const KNOWN = new Set(
  [...read('src/config.ts').matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name]) => name),
);
const OF_OTHERS = new Set(['NODE_ENV', 'NODE_OPTIONS']);

describe('Dockerfile', () => {
  test('everything that is copied exists and is sent to the builder', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    const copied = only('COPY')
      .filter(({ rest }) => !rest.startsWith('--from='))
      .flatMap(({ rest }) => rest.split(' ').slice(0, -1));
    expect(copied).toEqual(expect.arrayContaining(['package.json', 'src']));
    for (const each of copied) {
      expect([each, existsSync(path.join(root, each))]).toEqual([each, true]);
      expect(allowed).toContain(each);
    }
  });

  test('the variables it sets are ours', () => {
    const names = only('ENV').flatMap(({ rest }) =>
      [...rest.matchAll(/([A-Z_]+)=/g)].map(([, name]) => name),
    );
    expect(names).toContain('PULSO_DATA_DIR');
    expect(names.filter((name) => !KNOWN.has(name) && !OF_OTHERS.has(name ?? ''))).toEqual([]);
  });

  test('its command starts with the options given', () => {
    const [program, ...args] = entrypoint;
    expect(program).toBe('node');
    const { status, stdout } = spawnSync(process.execPath, [...args, 'start', '--help'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    for (const role of ROLES) expect(stdout).toContain(role);
  });

  test('what the service imports is installed with it', () => {
    const installed = Object.keys(
      (JSON.parse(read('package.json')) as { dependencies: object }).dependencies,
    );
    const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' });
    const imported = files
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [...read(path.join('src', file)).matchAll(/(?:\bfrom |\bimport\()'([@a-z][^']*)'/g)])
      .map(([, name = '']) =>
        name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : name.split('/')[0],
      );
    const missing = new Set(
      imported.filter(
        (name = '') =>
          !name.startsWith('node:') && !builtinModules.includes(name) && !installed.includes(name),
      ),
    );
    expect([...missing]).toEqual([]);
  });
});

describe('compose.yaml', () => {
  const services = Object.entries(compose.services);
  const own = services.filter(([, { build }]) => build !== undefined);

  test('is YAML without a complaint', () => {
    expect(composeFile.diagnostics).toEqual([]);
  });

  test('every role but "all" has a service, each with a command that exists', () => {
    const roles = own.map(([, { command }]) => command);
    const expected = ROLES.filter((role) => role !== 'all').map((role) => ['start', '--role', role]);
    expect(roles).toHaveLength(expected.length);
    expect(roles).toEqual(expect.arrayContaining(expected));
  });

  test('each waits for the database, is given its address and time to end', () => {
    for (const [, service] of own) {
      expect(service.depends_on).toEqual({ database: { condition: 'service_healthy' } });
      expect(service.environment?.['DATABASE_URL']).toMatch(/^postgres:\/\/pulso:.*@database\/pulso$/);
      // Thirty seconds for running jobs, and what comes after them.
      expect(Number.parseInt(service.stop_grace_period ?? '0', 10)).toBeGreaterThan(30);
    }
  });

  test('names and variables lead somewhere', () => {
    for (const [, { depends_on: needed = {}, volumes = [], environment = {}, image }] of services) {
      for (const name of Object.keys(needed)) expect(Object.keys(compose.services)).toContain(name);
      for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
      if (image !== undefined) continue;
      expect(Object.keys(environment).filter((name) => !KNOWN.has(name))).toEqual([]);
    }
  });

  test('the example of settings names every variable there is and no other', () => {
    const named = [...read('.env.example').matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set([...KNOWN, 'POSTGRES_PASSWORD']));
  });
});
