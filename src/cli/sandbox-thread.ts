import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type RunningSandbox, type SandboxAddresses, type SandboxOptions } from '../sandbox/index.ts';

/** Starts a sandbox in its own thread and resolves when everything listens. */
export async function startSandboxThread(options: SandboxOptions): Promise<RunningSandbox> {
  const worker = new Worker(new URL('../sandbox/worker.ts', import.meta.url), { workerData: options });
  const [addresses] = (await once(worker, 'message')) as [SandboxAddresses];
  return {
    addresses,
    async close() {
      const exited = once(worker, 'exit');
      worker.postMessage('close');
      await exited;
    },
  };
}
