import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { createFaults, type Fault, type FaultOptions } from './faults.ts';
import { type Handler, type Reply, type SandboxRequest, textReply } from './reply.ts';

export interface SandboxServer {
  /** For example `http://127.0.0.1:40123`, without a slash at the end. */
  readonly baseUrl: string;
  close(): Promise<void>;
}

export interface SandboxServerOptions {
  readonly handler: Handler;
  /** 0 (the default) takes a free port. */
  readonly port?: number;
  readonly faults?: FaultOptions;
  /** The vendor's answer to a fault that comes as a status. */
  readonly faultReply: (status: number) => Reply;
}

const LARGEST_BODY = 1_048_576;
/** A streamed body has no known length; it is cut within its first bytes. */
const STREAM_CUT = 65_536;

async function readBody(message: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST_BODY) chunks.push(chunk);
  }
  return size > LARGEST_BODY ? null : Buffer.concat(chunks).toString('utf8');
}

function requestOf(message: IncomingMessage, body: string): SandboxRequest {
  const url = new URL(message.url ?? '/', 'http://127.0.0.1');
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: message.headers,
    body,
  };
}

/** Lets some bytes through, then fails. */
function cutAfter(bytes: number): Transform {
  let left = bytes;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const passed = chunk.subarray(0, left);
      left -= passed.length;
      this.push(passed);
      done(left > 0 ? null : new Error('cut on purpose'));
    },
  });
}

async function sendStream(body: Readable, response: ServerResponse, truncate: number | null): Promise<void> {
  const stages = truncate === null ? [] : [cutAfter(Math.ceil(truncate * STREAM_CUT))];
  // A client that goes away, or a cut on purpose, ends the response: there is nobody left to tell.
  await pipeline([body, ...stages, response]).catch(() => response.destroy());
}

async function sendBytes(bytes: Buffer, response: ServerResponse, truncate: number | null): Promise<void> {
  if (truncate === null) {
    response.end(bytes);
    return;
  }
  const part = bytes.subarray(0, Math.floor(bytes.length * truncate));
  await new Promise<void>((resolve) => response.write(part, () => resolve()));
  response.destroy();
}

async function send(reply: Reply, response: ServerResponse, truncate: number | null): Promise<void> {
  if (reply.body instanceof Readable) {
    response.writeHead(reply.status, reply.headers);
    await sendStream(reply.body, response, truncate);
  } else {
    const bytes = Buffer.from(reply.body);
    response.writeHead(reply.status, { ...reply.headers, 'content-length': bytes.length });
    await sendBytes(bytes, response, truncate);
  }
}

/** Listens on 127.0.0.1 only. */
export async function startSandboxServer(options: SandboxServerOptions): Promise<SandboxServer> {
  const nextFault = createFaults(options.faults);

  async function replyTo(message: IncomingMessage, fault: Fault | null): Promise<Reply> {
    const body = await readBody(message);
    if (body === null) return textReply(413, 'Payload Too Large');
    if (fault?.kind === 'error') return options.faultReply(fault.status);
    if (fault?.kind === 'rate-limit') return options.faultReply(429);
    return options.handler(requestOf(message, body));
  }

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = nextFault(`${message.method} ${message.url}`);
    if (fault?.kind === 'drop') {
      response.destroy();
      return;
    }
    if (fault?.kind === 'latency') await delay(fault.delayMs);
    const reply = await replyTo(message, fault);
    await send(reply, response, fault?.kind === 'truncate' ? fault.share : null);
  }

  const server = createServer((message, response) => {
    serve(message, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`sandbox failed: ${String(error)}`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
