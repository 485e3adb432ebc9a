import { readFileSync } from 'node:fs';

/** A process of this machine, as one that is started later can find out whether it still runs. */
export interface ProcessMark {
  readonly pid: number;
  /** Start time of the process in clock ticks, where the system tells, so that a reused pid is not mistaken. */
  readonly startTicks: string | null;
}

export function thisProcess(): ProcessMark {
  return { pid: process.pid, startTicks: startTicksOf(process.pid) };
}

export function isAlive({ pid, startTicks }: ProcessMark): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const ticks = startTicksOf(pid);
  return ticks === null || startTicks === null || ticks === startTicks;
}

/** Field 22 of /proc/PID/stat; null on systems without it. */
function startTicksOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
