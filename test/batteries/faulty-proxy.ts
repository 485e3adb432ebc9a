import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Faults } from './faults.ts';

export interface FaultyProxy {
  readonly baseUrl: string;
  /** Method and path with query of every request that was let through. */
  readonly requests: string[];
  close(): Promise<void>;
}

/**
 * Stands before a sandbox server: plays faults, and can change bodies on their way, to put a damaged record into them.
 *
 * @param change returns the body to send instead
 */
export async function startFaultyProxy(
  target: string,
  faults: Faults,
  change: (body: string, path: string) => string = (body) => body,
): Promise<FaultyProxy> {
  const requests: string[] = [];

  async function forward(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent: Buffer[] = [];
    for await (const chunk of message as AsyncIterable<Buffer>) sent.push(chunk);
    if (faults.intercept(message, response)) return;
    const path = message.url ?? '/';
    requests.push(`${message.method} ${path}`);
    const { host: _host, connection: _connection, ...headers } = message.headers;
    const answer = await fetch(new URL(path, target), {
      method: message.method ?? 'GET',
      headers: headers as Record<string, string>,
      ...(sent.length === 0 ? {} : { body: Buffer.concat(sent) }),
    });
    const body = change(await answer.text(), path).replaceAll(target, baseUrl);
    const kept = Object.fromEntries([...answer.headers].filter(([name]) => !HOP_BY_HOP.has(name)));
    if (answer.status !== 200) return void response.writeHead(answer.status, kept).end(body);
    faults.send(response, Buffer.from(body), kept);
  }

  const server = createServer((message, response) => {
    forward(message, response).catch((error: unknown) => response.writeHead(599).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    baseUrl,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'date',
]);
