import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { type JobQueue } from '../jobs/queue.ts';
import { type ObserveRequest } from '../server/middleware/observe.ts';

/** What Prometheus may read: counts and times, no ids of accounts or companies. */
export interface Metrics {
  readonly observeRequest: ObserveRequest;
  readonly observeJob: (kind: string, seconds: number, ok: boolean) => void;
  readonly observeDeliveries: (source: string, stored: number, repeated: number) => void;
  read(): Promise<{ readonly contentType: string; readonly text: string }>;
}

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const JOB_SECONDS = [0.1, 0.5, 1, 5, 15, 60, 300, 1800];

export function createMetrics(queue: Pick<JobQueue, 'counts'>): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'pulso_http_request_seconds',
    help: 'Time to answer a request.',
    labelNames: ['method', 'route', 'status'],
    buckets: REQUEST_SECONDS,
    registers,
  });
  const jobs = new Histogram({
    name: 'pulso_job_seconds',
    help: 'Time a job took.',
    labelNames: ['kind', 'result'],
    buckets: JOB_SECONDS,
    registers,
  });
  const deliveries = new Counter({
    name: 'pulso_deliveries_total',
    help: 'Events delivered by webhooks.',
    labelNames: ['source', 'result'],
    registers,
  });
  new Gauge({
    name: 'pulso_queue_jobs',
    help: 'Jobs of all portals by state; dead ones wait for an operator.',
    labelNames: ['state'],
    registers,
    async collect() {
      const { waiting, active, dead } = await queue.counts();
      this.set({ state: 'waiting' }, waiting);
      this.set({ state: 'active' }, active);
      this.set({ state: 'dead' }, dead);
    },
  });
  return {
    observeRequest: ({ method, route, status, seconds }) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    observeJob: (kind, seconds, ok) => jobs.observe({ kind, result: ok ? 'done' : 'failed' }, seconds),
    observeDeliveries(source, stored, repeated) {
      deliveries.inc({ source, result: 'stored' }, stored);
      deliveries.inc({ source, result: 'repeated' }, repeated);
    },
    async read() {
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}
