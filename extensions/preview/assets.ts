import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { bundleExtension, productionScript } from '../bundle/bundle.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Pulso preview</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/assets/host.css" />
  </head>
  <body>
    <div id="page"></div>
    <script src="/assets/host.js"></script>
  </body>
</html>
`;

/** The preview plays the part of HubSpot's functions. */
const STATIC = { auth: 'static', origin: '' } as const;

export interface Asset {
  readonly type: string;
  readonly body: string;
}

/** Entries of everything that can be previewed. */
const ENTRIES = [
  'cards/HealthCard.tsx',
  'cards/SidebarCard.tsx',
  'cards/PreviewCard.tsx',
  'pages/Home.tsx',
  'settings/Settings.tsx',
];

/** Path → file of the preview: the page around an extension, and each extension as HubSpot would serve it. */
export async function previewAssets(): Promise<ReadonlyMap<string, Asset>> {
  const host = await hostFiles();
  const scripts: [string, Asset][] = [];
  for (const entry of ENTRIES) {
    const body = await extensionScript(entry);
    scripts.push([`/assets/${path.parse(entry).name}.js`, { type: 'text/javascript; charset=utf-8', body }]);
  }
  return new Map([
    ['/', { type: 'text/html; charset=utf-8', body: PAGE }],
    ['/assets/host.js', { type: 'text/javascript; charset=utf-8', body: host.js }],
    ['/assets/host.css', { type: 'text/css; charset=utf-8', body: host.css }],
    ...scripts,
  ]);
}

async function hostFiles(): Promise<{ js: string; css: string }> {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, 'host/main.tsx')],
    bundle: true,
    write: false,
    outdir: path.join(ROOT, 'build'),
    format: 'iife',
    platform: 'browser',
    jsx: 'automatic',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: false, jsx: 'react-jsx' } },
    logLevel: 'error',
  });
  const file = (extension: string) =>
    outputFiles.find(({ path: name }) => name.endsWith(extension))?.text ?? '';
  return { js: file('.js'), css: file('.css') };
}

/** HubSpot's bundler resolves packages from where the file lies, so the upload is made inside the checkout. */
async function extensionScript(entry: string): Promise<string> {
  const build = path.join(ROOT, 'build');
  await mkdir(build, { recursive: true });
  const folder = await mkdtemp(path.join(build, 'preview-'));
  try {
    const uploaded = path.join(folder, `${path.parse(entry).name}.js`);
    await bundleExtension(path.join(ROOT, 'extensions', entry), uploaded, STATIC);
    return await productionScript(uploaded);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
