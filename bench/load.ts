import { setTimeout as sleep } from 'node:timers/promises';

export interface LoadFigures {
  readonly sent: number;
  readonly failed: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Requests a second that were really sent; below what was asked for when this machine cannot. */
  readonly perSecond: number;
}

/** Sends requests at a steady pace whatever the answers take; a request counts from when it was due. */
export async function steadyLoad(
  perSecond: number,
  seconds: number,
  send: (index: number) => Promise<Response>,
): Promise<LoadFigures> {
  const total = perSecond * seconds;
  const latencies: number[] = [];
  const pending: Promise<void>[] = [];
  let failed = 0;
  const begin = performance.now();
  for (let index = 0; index < total; index += 1) {
    const due = begin + (index * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    pending.push(
      send(index).then(
        async (answer) => {
          await answer.arrayBuffer();
          latencies.push(performance.now() - due);
          if (!answer.ok) failed += 1;
        },
        () => void (failed += 1),
      ),
    );
  }
  const sentIn = (performance.now() - begin) / 1000;
  await Promise.all(pending);
  return {
    sent: total,
    failed,
    p50Ms: percentile(latencies, 0.5),
    p95Ms: percentile(latencies, 0.95),
    perSecond: total / sentIn,
  };
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
