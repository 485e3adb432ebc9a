import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** Folder → folders of ours it may import. A folder may always import itself and the shared files. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  model: [],
  scoring: ['model'],
  insights: ['model'],
  sources: ['model'],
  hubspot: ['model'],
  store: ['model'],
  sandbox: ['model'],
  pipeline: ['model', 'scoring', 'insights', 'sources', 'hubspot', 'store'],
  jobs: ['model', 'pipeline'],
  server: ['model', 'pipeline'],
  cli: ['model', 'pipeline', 'sandbox'],
  // The composition root in parts: makes the things that `main` hands to the command line.
  service: ['config.ts', 'model', 'pipeline', 'sources', 'hubspot', 'store', 'jobs', 'server'],
  extensions: ['model', 'scoring'],
  serverless: ['model', 'scoring', 'sources', 'hubspot'],
};

/** Files that every folder may import. */
const SHARED_FILES = ['errors.ts', 'embedded-database.ts'];

/** Files beside the folders; the first two are the composition root and know everything. */
const ROOT_FILES = new Set(['main.ts', 'config.ts', ...SHARED_FILES]);

function sourceFiles(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => path.join(root, folder, file));
}

function ownImports(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(
    (match) => match[1] ?? '',
  );
  return specifiers.map((specifier) => path.relative(root, path.resolve(path.dirname(file), specifier)));
}

/** `src/hubspot/client.ts` → `hubspot`; `extensions/ui/x.ts` → `extensions`; `src/main.ts` → `main.ts`. */
function folderOf(relative: string): string {
  const parts = relative.split(path.sep);
  return (parts[0] === 'src' ? parts[1] : parts[0]) ?? '';
}

function violations(folder: string, files: readonly string[]): string[] {
  const allowed = new Set([folder, ...SHARED_FILES, ...(ALLOWED[folder] ?? [])]);
  return files.flatMap((file) =>
    ownImports(file)
      .filter((imported) => !allowed.has(folderOf(imported)))
      .map((imported) => `${path.relative(root, file)} imports ${imported}`),
  );
}

describe('imports point one way', () => {
  for (const folder of Object.keys(ALLOWED)) {
    const location = ['extensions', 'serverless'].includes(folder) ? folder : path.join('src', folder);
    test(`${folder} imports only ${['itself', ...(ALLOWED[folder] ?? [])].join(', ')}`, () => {
      expect(violations(folder, sourceFiles(location))).toEqual([]);
    });
  }

  test('every folder of src has a rule', () => {
    const folders = readdirSync(path.join(root, 'src')).filter((name) => !ROOT_FILES.has(name));
    expect(folders.filter((name) => !(name in ALLOWED))).toEqual([]);
  });

  test('nobody imports the tests', () => {
    const everything = ['src', 'extensions', 'serverless'].flatMap(sourceFiles);
    const guilty = everything.filter((file) => ownImports(file).some((each) => each.startsWith('test')));
    expect(guilty).toEqual([]);
  });
});

describe('scoring and insights are pure', () => {
  const files = ['src/scoring', 'src/insights'].flatMap(sourceFiles);
  const FORBIDDEN =
    /\bDate\.now\b|new Date\(\s*\)|Math\.random|\bprocess\.|\bfetch\(|from '(node:|express|kysely|pg|pino|.*embedded-database)/;

  test('no clock, no randomness, no I/O', () => {
    const guilty = files.filter((file) => FORBIDDEN.test(readFileSync(file, 'utf8')));
    expect(guilty.map((file) => path.relative(root, file))).toEqual([]);
  });
});
