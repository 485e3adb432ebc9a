import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Place } from './network.ts';

const PROGRAM = path.join(import.meta.dirname, 'process.ts');
const START_AGAIN_MS = 2_000;
const LOOK_MS = 1_000;

/** Worker processes, each in its place and started again when it ends, as a container platform would do. */
export interface Workers {
  /** The one that has worked most in the last moment. */
  busiest(): Promise<Worker>;
  /** Processes that ended without having been killed by us, after they had started. */
  crashes(): number;
  stop(): Promise<void>;
}

export interface Worker {
  readonly place: Place;
  /** `kill -9`; another one takes its place soon. */
  kill(): void;
}

export async function startWorkers(
  places: readonly { readonly place: Place; readonly env: NodeJS.ProcessEnv }[],
): Promise<Workers> {
  let stopping = false;
  let crashes = 0;
  const current = new Map<Place, ChildProcess>();

  function start(place: Place, env: NodeJS.ProcessEnv): Promise<void> {
    const [command = '', ...args] = [...place.prefix, process.execPath, PROGRAM, 'worker'];
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    current.set(place, child);
    let ready = false;
    return new Promise((resolve) => {
      child.stdout.once('data', () => {
        ready = true;
        resolve();
      });
      child.once('exit', () => {
        if (ready && !child.killed) crashes += 1;
        if (!stopping) setTimeout(() => stopping || void start(place, env).then(resolve), START_AGAIN_MS);
      });
    });
  }

  await Promise.all(places.map(({ place, env }) => start(place, env)));
  return {
    crashes: () => crashes,
    async busiest() {
      const before = new Map([...current.values()].map((child) => [child, cpuTicks(child)]));
      await sleep(LOOK_MS);
      const worked = ([, child]: [Place, ChildProcess]): number => cpuTicks(child) - (before.get(child) ?? 0);
      const [first] = [...current].sort((left, right) => worked(right) - worked(left));
      if (first === undefined) throw new Error('there are no workers');
      const [place, child] = first;
      return { place, kill: () => void child.kill('SIGKILL') };
    },
    async stop() {
      stopping = true;
      const running = [...current.values()].filter(
        (each) => each.exitCode === null && each.signalCode === null,
      );
      await Promise.all(
        running.map((child) => {
          const gone = new Promise((resolve) => child.once('exit', resolve));
          child.kill('SIGKILL');
          return gone;
        }),
      );
    },
  };
}

/** Time on the processor, in the kernel's ticks; 0 for a process that is gone. */
function cpuTicks({ pid }: ChildProcess): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
}
