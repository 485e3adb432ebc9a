import { SpanStatusCode, type Tracer } from '@opentelemetry/api';
import { type NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

/** Runs work inside a span of that name. */
export type Trace = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

export interface Tracing {
  readonly trace: Trace;
  /** Sends what is still to be sent. */
  close(): Promise<void>;
}

/** OpenTelemetry over OTLP, loaded only when somebody asked for it; spans carry kinds of work, never ids or names. */
export async function startTracing(endpoint: string | undefined): Promise<Tracing> {
  if (endpoint === undefined) return { trace: (_name, work) => work(), close: async () => undefined };
  const { BatchSpanProcessor, NodeTracerProvider: Provider } = await import('@opentelemetry/sdk-trace-node');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  const provider = new Provider({
    resource: namedResource(),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  return { trace: tracing(provider.getTracer('pulso')), close: () => provider.shutdown() };
}

type Resource = NonNullable<NonNullable<ConstructorParameters<typeof NodeTracerProvider>[0]>['resource']>;

/** Who sends the traces; OpenTelemetry's own answer would be the path of this program on its machine. */
function namedResource(): Resource {
  const attributes = { 'service.name': 'pulso' };
  const resource: Resource = {
    attributes,
    getRawAttributes: () => Object.entries(attributes),
    merge: (other) => other ?? resource,
  };
  return resource;
}

function tracing(tracer: Tracer): Trace {
  return (name, work) =>
    tracer.startActiveSpan(name, async (span) => {
      try {
        return await work();
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    });
}
