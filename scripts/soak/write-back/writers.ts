import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { type WriterAnswer, type WriterOrder } from './order.ts';

/** How a writer ended its work on an order; `killed`: the process is gone. */
export type WriterEnd = WriterAnswer['outcome'] | 'killed';

/**
 * The database's WebAssembly is run for a second or two at a time: translating it quickly, and only what is used, takes
 * a third of the time that optimising it takes.
 */
const QUICK_START = ['--liftoff-only', '--wasm-lazy-compilation', '--single-threaded-gc'];

/**
 * Writer processes on one data folder, one at work at a time. One that was not killed takes the next order as well, and
 * the successor of one that was has loaded its modules before it is needed, so that a run costs little more than its work.
 */
export class Writers {
  readonly #dataDir: string;
  #current: ChildProcess;
  #spare: ChildProcess;
  #said = '';

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
    this.#current = this.#start();
    this.#spare = this.#start();
  }

  /** The process that the next order goes to. */
  get current(): ChildProcess {
    return this.#current;
  }

  /** @throws Error when the writer gives up or ends by itself */
  async write(order: WriterOrder): Promise<WriterEnd> {
    const child = this.#current;
    const aborted = new AbortController();
    const { signal } = aborted;
    child.send(order);
    try {
      const [answer] = (await Promise.race([
        once(child, 'message', { signal }),
        once(child, 'close', { signal }).then(() => [null]),
      ])) as [WriterAnswer | null];
      if (answer?.outcome === 'gave-up') throw new Error(`the writer gave up: ${answer.message}`);
      // An answer may be on its way from a process that was killed a moment later.
      if (answer !== null && child.exitCode === null && !child.killed) return answer.outcome;
    } finally {
      aborted.abort();
    }
    if (child.signalCode === null && child.exitCode === null) await once(child, 'close');
    if (child.signalCode !== 'SIGKILL') throw new Error(`the writer ended by itself: ${this.#said.trim()}`);
    this.#current = this.#spare;
    this.#spare = this.#start();
    return 'killed';
  }

  async close(): Promise<void> {
    await Promise.all(
      [this.#current, this.#spare].map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const closed = once(child, 'close');
        child.kill('SIGKILL');
        await closed;
      }),
    );
  }

  #start(): ChildProcess {
    const child = fork(path.join(import.meta.dirname, 'writer.ts'), [this.#dataDir], {
      execArgv: QUICK_START,
      env: { ...process.env, NODE_COMPILE_CACHE: path.join(this.#dataDir, 'compile-cache') },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    child.stderr?.on('data', (chunk: Buffer) => (this.#said += chunk.toString()));
    return child;
  }
}
