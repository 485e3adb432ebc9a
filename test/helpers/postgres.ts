import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** A real PostgreSQL server in a temporary folder, run as the user `postgres` (initdb refuses root). */
export interface TestPostgres {
  readonly url: string;
  /** Ends every connection and starts again on the same data: `fast` shuts down in order, `immediate` is a crash. */
  restart(mode: 'fast' | 'immediate'): Promise<void>;
  /** Ends every connection and takes none until `resume`. */
  pause(): void;
  resume(): Promise<void>;
  stop(): void;
}

/** Where a server runs when it is not simply on loopback. */
export interface PostgresPlace {
  /** Address to listen on, reached from anywhere. */
  readonly host: string;
  /** Put before every command, for example to enter a network namespace. */
  readonly prefix: readonly string[];
}

/** Folder of the server programs, newest version first; null when PostgreSQL is not installed. */
export function postgresBin(): string | null {
  const base = '/usr/lib/postgresql';
  if (!existsSync(base)) return null;
  const versions = readdirSync(base).sort((left, right) => Number(right) - Number(left));
  const bin = versions
    .map((version) => path.join(base, version, 'bin'))
    .find((each) => existsSync(path.join(each, 'initdb')));
  return bin ?? null;
}

export async function startPostgres(
  { host, prefix }: PostgresPlace = { host: '127.0.0.1', prefix: [] },
): Promise<TestPostgres> {
  const bin = postgresBin();
  if (bin === null) throw new Error('PostgreSQL is not installed');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pulso-pg-'));
  const asPostgres = process.getuid?.() === 0;
  if (asPostgres) {
    const uid = Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' }));
    const gid = Number(execFileSync('id', ['-g', 'postgres'], { encoding: 'utf8' }));
    chownSync(folder, uid, gid);
  }
  const user = asPostgres ? ['runuser', '-u', 'postgres', '--'] : [];
  const commandOf = (program: string, args: readonly string[]): [string, string[]] => {
    const [command = '', ...rest] = [...prefix, ...user, path.join(bin, program), ...args];
    return [command, rest];
  };
  const run = (program: string, args: string[]): void => {
    const [command, rest] = commandOf(program, args);
    const done = spawnSync(command, rest, { stdio: 'ignore', cwd: folder });
    if (done.status !== 0) throw new Error(`${program} failed`);
  };
  const data = path.join(folder, 'data');
  const port = await freePort();
  run('initdb', ['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync']);
  appendFileSync(path.join(data, 'pg_hba.conf'), `host all all ${host}/24 trust\n`);
  const options = `-p ${port} -c listen_addresses=${host} -c unix_socket_directories=${folder} -c fsync=off`;
  const start = ['-D', data, '-w', '-l', path.join(folder, 'log'), '-o', options];
  run('pg_ctl', [...start, 'start']);
  const startAgain = async (...how: string[]): Promise<void> => {
    const [command, rest] = commandOf('pg_ctl', [...start, ...how]);
    const [code] = (await once(spawn(command, rest, { stdio: 'ignore', cwd: folder }), 'exit')) as [number];
    if (code !== 0) throw new Error('the database did not start again');
  };
  return {
    url: `postgres://postgres@${host}:${port}/postgres`,
    restart: (mode) => startAgain('-m', mode, 'restart'),
    pause: () => run('pg_ctl', ['-D', data, '-m', 'fast', 'stop']),
    resume: () => startAgain('start'),
    stop() {
      run('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}
