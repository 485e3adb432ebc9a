import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { remoteBuild } from '@hubspot/ui-extensions-dev-server/build';
import { build, type BuildOptions } from 'esbuild';

/** The largest card we ship, as HubSpot serves it: bundled by its own bundler and minified. */
export const BUNDLE_LIMIT_BYTES = 60 * 1024;
/** A page is fetched when somebody opens the app, not with every record. */
export const PAGE_LIMIT_BYTES = 100 * 1024;

/** What HubSpot's own build adds to every card, so it stays out of ours. */
const PROVIDED_BY_HUBSPOT = ['react', 'react/*', '@hubspot/ui-extensions', '@hubspot/ui-extensions/*'];

const EXTENSION: BuildOptions = {
  platform: 'neutral',
  format: 'esm',
  target: 'es2022',
  jsx: 'transform',
  jsxFactory: 'element',
  jsxFragment: 'fragment',
  inject: [path.join(import.meta.dirname, 'jsx.ts')],
  external: PROVIDED_BY_HUBSPOT,
  minify: true,
  charset: 'utf8',
  // Our own setting keeps imports of types alone as imports, which would bring the schema library into the card. HubSpot's
  // bundler rewrites fields of classes with a helper that assignments in the constructor do without.
  tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: false, useDefineForClassFields: false } },
};

/** How the extensions of a build reach the service: by functions of the app, or signed at its address. */
export interface ServiceFacts {
  readonly auth: 'static' | 'oauth';
  readonly origin: string;
}

/**
 * Bundles a card, page or settings entry into the single file that is uploaded. HubSpot's build sees nothing
 * outside the upload folder, so everything shared has to be inside.
 */
export async function bundleExtension(entry: string, outfile: string, service: ServiceFacts): Promise<void> {
  const define = { PULSO_AUTH: JSON.stringify(service.auth), PULSO_ORIGIN: JSON.stringify(service.origin) };
  await build({ ...EXTENSION, entryPoints: [entry], outfile, define, bundle: true, logLevel: 'error' });
}

/**
 * The script HubSpot would serve for an uploaded file: an IIFE made by HubSpot's own bundler, which takes React
 * and the remote renderer from the page.
 */
export async function productionScript(uploaded: string): Promise<string> {
  const outputDir = await mkdtemp(path.join(tmpdir(), 'pulso-bundle-'));
  try {
    const root = path.dirname(uploaded);
    await asInProduction(() =>
      remoteBuild({ root, entryPoint: uploaded, outputDir, logLevel: 'error', appConfig: {} }),
    );
    return await readFile(path.join(outputDir, `${path.parse(uploaded).name}.js`), 'utf8');
  } finally {
    await rm(outputDir, { recursive: true, force: true });
  }
}

/** HubSpot's bundler takes the mode from the environment: under a test runner it would put React's debug code in. */
async function asInProduction(work: () => Promise<void>): Promise<void> {
  const mode = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await work();
  } finally {
    if (mode === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = mode;
  }
}
