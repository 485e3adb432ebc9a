import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Asset, previewAssets } from './assets.ts';
import { type PreviewCompany } from './protocol.ts';

export interface PreviewOptions {
  /** 0: any free port. */
  readonly port: number;
  readonly portalId: number;
  getCompanies(): Promise<readonly PreviewCompany[]>;
  /** Values as HubSpot has them; a property the company lacks may be absent or null. */
  getProperties(companyId: string, names: string[]): Promise<Record<string, string | null>>;
  /** Plays the service: what it would answer, failures as `{ error: { code, message } }`. Absent: it is down. */
  runAction?(action: string, parameters: object): Promise<unknown>;
}

export interface Preview {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the built cards, home and settings in a rendition of HubSpot's pages, on this machine only. Everything shown is
 * chosen in the address: `?company=ID&locale=es&view=sidebar&width=narrow&state=stale&dark=1`.
 * Needs the development dependencies. Rejects when the port is taken or the card does not build.
 */
export async function startPreview(options: PreviewOptions): Promise<Preview> {
  const assets = await previewAssets();
  const server = createServer((request, response) => {
    answer(request, assets, options).then(
      (reply) => send(response, reply),
      (error: unknown) => send(response, failure(error)),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

interface Reply extends Asset {
  readonly status: number;
}

const PROPERTIES_PATH = /^\/api\/companies\/([^/]+)\/properties$/;
const ACTION_PATH = /^\/api\/actions\/(\w+)$/;
const LOCAL_HOST = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

async function answer(
  request: IncomingMessage,
  assets: ReadonlyMap<string, Asset>,
  options: PreviewOptions,
): Promise<Reply> {
  // A page elsewhere could point its own name at this machine and read customers' data.
  if (!LOCAL_HOST.test(request.headers.host ?? '')) return json(403, { error: 'Local requests only.' });
  const url = new URL(request.url ?? '/', 'http://localhost');
  const asset = assets.get(url.pathname);
  if (asset !== undefined) return { status: 200, ...asset };
  if (url.pathname === '/api/companies') return json(200, await options.getCompanies());
  if (url.pathname === '/api/portal') return json(200, options.portalId);
  const action = ACTION_PATH.exec(url.pathname)?.[1];
  if (action !== undefined) return runAction(request, action, options);
  const companyId = PROPERTIES_PATH.exec(url.pathname)?.[1];
  if (companyId === undefined) return json(404, { error: 'There is no such page.' });
  const names = (url.searchParams.get('names') ?? '').split(',').filter((name) => name !== '');
  const properties = await options.getProperties(decodeURIComponent(companyId), names);
  return json(200, Object.fromEntries(names.map((name) => [name, properties[name] ?? null])));
}

async function runAction(request: IncomingMessage, action: string, options: PreviewOptions): Promise<Reply> {
  // Only pages served here can send this type without asking first.
  if (request.headers['content-type'] !== 'application/json') return json(415, { error: 'JSON only.' });
  if (options.runAction === undefined)
    return json(503, { error: 'There is no service behind this preview.' });
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const parameters = JSON.parse(Buffer.concat(chunks).toString('utf8')) as object;
  return json(200, await options.runAction(action, parameters));
}

function json(status: number, body: unknown): Reply {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}

function failure(error: unknown): Reply {
  return json(502, { error: error instanceof Error ? error.message : 'The company could not be read.' });
}

const HEADERS = {
  'content-security-policy': "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const;

function send(response: ServerResponse, { status, type, body }: Reply): void {
  response.writeHead(status, { ...HEADERS, 'content-type': type }).end(body);
}
