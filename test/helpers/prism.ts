import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';

/** A Prism mock of an API description, an independent server that nobody of us wrote. */
export interface PrismMock {
  readonly baseUrl: string;
  stop(): Promise<void>;
}

const root = path.resolve(import.meta.dirname, '../..');

/** The descriptions are no part of the project; null where the folder beside the checkout is missing. */
export function specFile(...parts: readonly string[]): string | null {
  const file = path.resolve(root, '../shared/specs', ...parts);
  return existsSync(file) ? file : null;
}

/** Starts `prism mock` on a description and waits until it listens. */
export async function startPrism(description: string): Promise<PrismMock> {
  const port = await freePort();
  const prism = path.join(root, 'node_modules/@stoplight/prism-cli/dist/index.js');
  const child = spawn(process.execPath, [prism, 'mock', '-h', '127.0.0.1', '-p', String(port), description], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH },
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      if (said.includes('Prism is listening')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => reject(new Error(`Prism ended: ${said.slice(-2000)}`)));
  });
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        child.removeAllListeners('exit').once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
