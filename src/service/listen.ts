import { type Server } from 'node:http';
import { type Express } from 'express';
import { type Config } from '../config.ts';
import { AppError } from '../errors.ts';
import { isLocalName } from '../server/middleware/local.ts';

/**
 * Resolves when it takes requests.
 * @param variable the setting that the port comes from
 * @throws AppError `config-invalid` when something else listens on the port
 */
export async function listen(
  app: Express,
  host: string,
  port: number,
  variable: 'PULSO_PORT' | 'PULSO_METRICS_PORT',
): Promise<Server> {
  const server = app.listen(port, host);
  try {
    await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new AppError(
      'config-invalid',
      `${variable}: port ${port} of ${host} is taken; end what listens there, or set another port`,
      { cause },
    );
  }
  return server;
}

/** Answers under way may take so long at a shutdown; who sends a request slower than that is cut off. */
const LAST_ANSWERS_MS = 10_000;

/** Takes no more requests and lets those under way end. */
export async function closeServer(server: Server | null, patienceMs = LAST_ANSWERS_MS): Promise<void> {
  if (server === null) return;
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const impatience = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearTimeout(impatience);
}

/** Where people and systems reach the service, without a slash at the end. */
export function publicUrlOf(config: Config): string {
  return (config.PULSO_PUBLIC_URL ?? `http://${config.PULSO_HOST}:${config.PULSO_PORT}`).replace(/\/+$/, '');
}

export function addressOf(server: Server, config: Config): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.PULSO_PORT;
  return `http://${config.PULSO_HOST}:${port}`;
}

/**
 * Whether requests from this machine may do without signature or token. Where a proxy stands in front, each of its requests
 * comes from this machine, so then only if the operator says so.
 */
export function trustsThisMachine(config: Config): boolean {
  if (config.PULSO_TRUST_LOCAL !== 'auto') return config.PULSO_TRUST_LOCAL === 'yes';
  const { PULSO_PUBLIC_URL: publicUrl } = config;
  return (
    config.PULSO_TRUSTED_PROXIES === 0 && (publicUrl === undefined || isLocalName(new URL(publicUrl).host))
  );
}
