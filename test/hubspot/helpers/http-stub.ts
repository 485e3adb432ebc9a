import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export interface StubAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly text?: string;
  /** Closes the connection: before any answer, or in the middle of the body. */
  readonly drop?: 'before' | 'within';
  /** Never answers. */
  readonly hang?: boolean;
}

export interface Stub {
  readonly baseUrl: string;
  readonly seen: SeenRequest[];
  close(): Promise<void>;
}

/** A loopback server that answers as told and remembers what it was asked. */
export async function startStub(
  answer: (request: SeenRequest, index: number) => StubAnswer | Promise<StubAnswer>,
): Promise<Stub> {
  const seen: SeenRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const request = await read(incoming);
      seen.push(request);
      write(outgoing, await answer(request, seen.length - 1));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(incoming: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const url = new URL(incoming.url ?? '/', 'http://stub');
  return {
    method: incoming.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
}

function write(outgoing: ServerResponse, answer: StubAnswer): void {
  if (answer.hang === true) return;
  if (answer.drop === 'before') {
    outgoing.destroy();
    return;
  }
  const text = answer.text ?? (answer.body === undefined ? '' : JSON.stringify(answer.body));
  const length = { 'content-length': String(Buffer.byteLength(text)) };
  outgoing.writeHead(answer.status ?? 200, {
    'content-type': 'application/json',
    ...length,
    ...answer.headers,
  });
  if (answer.drop === 'within') {
    outgoing.write(text.slice(0, text.length / 2), () => outgoing.destroy());
    return;
  }
  outgoing.end(text);
}
