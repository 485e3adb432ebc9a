import { parentPort, workerData } from 'node:worker_threads';
import { startSandbox, type SandboxOptions } from './index.ts';

/** Runs a sandbox in a thread of its own, so that its servers do not compete with the product for one event loop. */
const sandbox = await startSandbox(workerData as SandboxOptions);
parentPort?.on('message', (message) => {
  if (message !== 'close') return;
  void sandbox.close().then(() => parentPort?.close());
});
parentPort?.postMessage(sandbox.addresses);
