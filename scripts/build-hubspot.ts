/**
 * Assembles the HubSpot project out of `extensions/` and `serverless/`: each entry bundled into one file, each
 * `*-hsmeta.json` beside it with its entrypoint rewritten. HubSpot's upload takes one folder with fixed
 * sub-folders and sees nothing outside it.
 *
 *   node scripts/build-hubspot.ts [--auth static|oauth] [--out build/hubspot]
 *
 * `PULSO_PUBLIC_URL` replaces the placeholder address of the service in every `*-hsmeta.json`.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import {
  BUNDLE_LIMIT_BYTES,
  bundleExtension,
  PAGE_LIMIT_BYTES,
  productionScript,
} from '../extensions/bundle/bundle.ts';
import { AppError, toAppError } from '../src/errors.ts';

export const AUTH_KINDS = ['static', 'oauth'] as const;
export type AuthKind = (typeof AUTH_KINDS)[number];

export interface BuildOptions {
  /** The checkout. */
  readonly root: string;
  /** Folder to write, inside the checkout; what was there is replaced. */
  readonly out: string;
  readonly auth: AuthKind;
  /** Public https origin of the service. */
  readonly publicUrl?: string;
}

/** One bundled entry. `bytes`: as uploaded; `servedBytes`: as HubSpot serves it, null for functions. */
export interface Bundle {
  readonly file: string;
  readonly bytes: number;
  readonly servedBytes: number | null;
}

/** A component definition as far as the build touches it. */
interface ComponentMeta {
  readonly uid: string;
  readonly type: string;
  config: Record<string, unknown>;
}

type Kind = 'extension' | 'function' | 'definition';

/** Source folder, folder in the upload, and how its entries are bundled. */
const FOLDERS: readonly { readonly from: string; readonly to: string; readonly kind: Kind }[] = [
  { from: 'extensions', to: '', kind: 'definition' },
  { from: 'extensions/cards', to: 'cards', kind: 'extension' },
  { from: 'extensions/pages', to: 'pages', kind: 'extension' },
  { from: 'extensions/settings', to: 'settings', kind: 'extension' },
  { from: 'serverless/functions', to: 'functions', kind: 'function' },
  { from: 'serverless/workflow-actions', to: 'workflow-actions', kind: 'definition' },
  { from: 'serverless/webhooks', to: 'webhooks', kind: 'definition' },
];

const PLACEHOLDER_ORIGIN = 'https://pulso.example.com';
const OAUTH_CALLBACK_PATH = '/oauth/callback';

/** Builds the project and returns its bundles. Throws `config-invalid` for a bad address or entrypoint. */
export async function buildHubSpotProject(options: BuildOptions): Promise<Bundle[]> {
  const origin = publicOrigin(options.publicUrl);
  await rm(options.out, { recursive: true, force: true });
  const bundles: Bundle[] = [];
  for (const folder of FOLDERS) {
    // HubSpot allows functions in apps with static auth only.
    if (folder.kind === 'function' && options.auth === 'oauth') continue;
    bundles.push(...(await buildFolder(folder, options, origin)));
  }
  return bundles;
}

async function buildFolder(
  folder: (typeof FOLDERS)[number],
  options: BuildOptions,
  origin: string,
): Promise<Bundle[]> {
  const source = path.join(options.root, folder.from);
  const target = path.join(options.out, 'app', folder.to);
  const metas = existsSync(source)
    ? (await readdir(source)).filter((name) => name.endsWith('-hsmeta.json'))
    : [];
  const bundles: Bundle[] = [];
  for (const name of metas) {
    const text = await readFile(path.join(source, name), 'utf8');
    const meta = JSON.parse(text.replaceAll(PLACEHOLDER_ORIGIN, origin)) as ComponentMeta;
    if (meta.type === 'app') meta.config = appConfig(meta.config, options.auth, origin);
    if (folder.kind !== 'definition') {
      const entry = entryOf(meta, source, name);
      const outfile = path.join(target, `${path.parse(entry).name}.js`);
      bundles.push(await bundleEntry(folder.kind, entry, outfile, { ...options, origin }));
      meta.config['entrypoint'] = `/app/${folder.to}/${path.basename(outfile)}`;
    }
    await write(path.join(target, name), meta);
  }
  if (folder.kind !== 'definition' && metas.length > 0) {
    await write(path.join(target, 'package.json'), packageOf(folder));
  }
  return bundles;
}

/** The source file of an entrypoint such as `/app/cards/HealthCard.tsx`. */
function entryOf(meta: ComponentMeta, source: string, name: string): string {
  const entrypoint = meta.config['entrypoint'];
  const file = typeof entrypoint === 'string' ? path.join(source, path.posix.basename(entrypoint)) : null;
  if (file === null || !existsSync(file)) {
    throw new AppError('config-invalid', `${name}: the entrypoint ${String(entrypoint)} is not in ${source}`);
  }
  return file;
}

async function bundleEntry(
  kind: Kind,
  entry: string,
  outfile: string,
  { auth, origin, out }: Pick<BuildOptions, 'auth' | 'out'> & { readonly origin: string },
): Promise<Bundle> {
  if (kind === 'extension') {
    // Static builds call functions and need no address.
    await bundleExtension(entry, outfile, { auth, origin: auth === 'oauth' ? origin : '' });
    // A function without the address of a service does all it can by itself.
  } else await bundleFunction(entry, outfile, origin === PLACEHOLDER_ORIGIN ? '' : origin);
  return {
    file: path.relative(out, outfile),
    bytes: (await readFile(outfile)).byteLength,
    servedBytes: kind === 'extension' ? Buffer.byteLength(await productionScript(outfile)) : null,
  };
}

/** HubSpot loads functions with `require` and installs what their package.json lists, so everything is inside. */
async function bundleFunction(entry: string, outfile: string, origin: string): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    define: { PULSO_BUILD: JSON.stringify({ origin }) },
    minify: true,
    logLevel: 'error',
  });
}

/** As small as can be: HubSpot's upload audits and installs what these files list. */
function packageOf(folder: (typeof FOLDERS)[number]): object {
  const base = { name: `pulso-${folder.to}`, version: '0.1.0', private: true };
  if (folder.kind === 'function') return { ...base, dependencies: {} };
  return {
    ...base,
    type: 'module',
    dependencies: { '@hubspot/ui-extensions': '0.17.0', react: '^18.2.0' },
  };
}

function appConfig(config: Record<string, unknown>, auth: AuthKind, origin: string): Record<string, unknown> {
  if (auth === 'static') return config;
  const redirectUrls = [new URL(OAUTH_CALLBACK_PATH, origin).href];
  return { ...config, auth: { ...(config['auth'] as object), type: 'oauth', redirectUrls } };
}

function publicOrigin(url: string | undefined): string {
  if (url === undefined || url === '') return PLACEHOLDER_ORIGIN;
  const parsed = URL.parse(url);
  // HubSpot's fetch calls https origins only, and never this machine.
  if (parsed === null || parsed.protocol !== 'https:' || parsed.hostname === 'localhost') {
    throw new AppError('config-invalid', `PULSO_PUBLIC_URL must be a public https address, not ${url}`);
  }
  return parsed.origin;
}

async function write(file: string, content: object): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`);
}

/** The bundles as a table for people. */
export function bundleTable(bundles: readonly Bundle[]): string {
  const width = Math.max(...bundles.map((bundle) => bundle.file.length), 'file'.length);
  const row = (file: string, uploaded: string, served: string) =>
    `${file.padEnd(width)}  ${uploaded.padStart(10)}  ${served.padStart(10)}`;
  const kilobytes = (bytes: number | null) => (bytes === null ? '' : `${(bytes / 1024).toFixed(1)} KB`);
  const lines = bundles.map((bundle) =>
    row(bundle.file, kilobytes(bundle.bytes), kilobytes(bundle.servedBytes)),
  );
  return [row('file', 'uploaded', 'served'), ...lines].join('\n');
}

/** Bundles larger than HubSpot should have to serve: with every record page, or when somebody opens the app. */
export function oversized(bundles: readonly Bundle[]): Bundle[] {
  return bundles.filter(({ file, servedBytes }) => (servedBytes ?? 0) > limitOf(file));
}

function limitOf(file: string): number {
  return file.startsWith('app/pages/') ? PAGE_LIMIT_BYTES : BUNDLE_LIMIT_BYTES;
}

function isAuthKind(text: string): text is AuthKind {
  return (AUTH_KINDS as readonly string[]).includes(text);
}

async function run(): Promise<void> {
  const root = path.resolve(import.meta.dirname, '..');
  const { values } = parseArgs({
    options: {
      auth: { type: 'string', default: 'static' },
      out: { type: 'string', default: 'build/hubspot' },
    },
  });
  if (!isAuthKind(values.auth)) {
    throw new AppError('config-invalid', `--auth is ${AUTH_KINDS.join(' or ')}, not ${values.auth}`);
  }
  const publicUrl = process.env['PULSO_PUBLIC_URL'];
  const out = path.resolve(root, values.out);
  const bundles = await buildHubSpotProject({
    root,
    out,
    auth: values.auth,
    ...(publicUrl && { publicUrl }),
  });
  console.log(bundleTable(bundles));
  const tooLarge = oversized(bundles).map((bundle) => bundle.file);
  if (tooLarge.length > 0) {
    throw new AppError(
      'config-invalid',
      `too large (cards and settings ${BUNDLE_LIMIT_BYTES / 1024} KB, pages ${PAGE_LIMIT_BYTES / 1024} KB): ${tooLarge.join(', ')}`,
    );
  }
}

if (import.meta.main) {
  await run().catch((error: unknown) => {
    const { message, exitCode } = toAppError(error);
    console.error(message);
    process.exitCode = exitCode;
  });
}
