import { type ChildProcess, spawn } from 'node:child_process';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';

const PROGRAM = path.resolve(import.meta.dirname, '../../src/main.ts');

/** A process of the service as it runs in production: the command line and an environment of its own. */
export interface ServiceProcess {
  /** What it wrote for people and as its log. */
  output(): string;
  /** Asks it to end, as a container platform does, and gives its exit code. */
  terminate(): Promise<number | null>;
  kill(): void;
}

/** Resolves once it says that it has started; rejects with its words when it ends before. */
export async function startProcess(
  role: string,
  environment: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [PROGRAM, 'start', '--role', role], {
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (/^(Listening on|Started as) /m.test(output)) resolve();
    });
    child.once('exit', () => reject(new Error(`${role} ended: ${output}`)));
  });
  return {
    output: () => output,
    terminate: async () => {
      const code = exitCode(child);
      child.kill('SIGTERM');
      return code;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Asks until the answer is there. */
export async function eventually<Value>(look: () => Promise<Value | null>): Promise<Value> {
  for (;;) {
    const found = await look().catch(() => null);
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
