import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type PGlite } from '@electric-sql/pglite';

export interface PostgresServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Requests for encryption (TLS, GSS), in place of the protocol's version in a first message. */
const ENCRYPTION_REQUESTS = new Set([80_877_103, 80_877_104]);
const CANCEL_REQUEST = 80_877_102;
const REFUSED = Buffer.from('N');
const TERMINATE = 'X'.charCodeAt(0);
const LENGTH_BYTES = 4;

/**
 * Serves a database on loopback to whoever speaks PostgreSQL's protocol, one client after another: the database has a
 * single session. Takes any user and password.
 *
 * @param open called by the first client
 */
export async function startPostgresServer(open: () => Promise<PGlite>): Promise<PostgresServer> {
  const sockets = new Set<Socket>();
  let database: Promise<PGlite> | null = null;
  let turn: Promise<void> = Promise.resolve();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A client that goes away in the middle is nobody to tell.
    socket.on('error', () => socket.destroy());
    turn = turn.then(async () => {
      try {
        const shared = await (database ??= open());
        await serve(socket, shared).catch(() => socket.destroy());
        await forgetSession(shared);
      } catch {
        socket.destroy();
      }
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await turn;
      await (await database)?.close();
    },
  };
}

/** Hands a client's messages to the database and its answers back, until the client leaves. */
async function serve(socket: Socket, database: PGlite): Promise<void> {
  let pending = Buffer.alloc(0);
  let started = false;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    pending = Buffer.concat([pending, chunk]);
    for (let size = sizeOf(pending, started); size !== null; size = sizeOf(pending, started)) {
      const message = pending.subarray(0, size);
      pending = pending.subarray(size);
      if (started && message[0] === TERMINATE) return void socket.end();
      const asks = started ? null : message.readInt32BE(LENGTH_BYTES);
      if (asks === CANCEL_REQUEST) return void socket.end();
      if (asks !== null && ENCRYPTION_REQUESTS.has(asks)) {
        socket.write(REFUSED);
        continue;
      }
      started = true;
      socket.write(await database.execProtocolRaw(message));
    }
  }
}

/** The next client starts with a session as new. */
async function forgetSession(database: PGlite): Promise<void> {
  await database.exec('rollback');
  await database.exec('discard all');
}

/** Bytes of the first message, its type included; null while it is not complete. The very first has no type. */
function sizeOf(bytes: Buffer, started: boolean): number | null {
  const start = started ? 1 : 0;
  if (bytes.length < start + LENGTH_BYTES) return null;
  const size = start + bytes.readInt32BE(start);
  return bytes.length < size ? null : size;
}
