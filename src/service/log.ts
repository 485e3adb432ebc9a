import pino from 'pino';
import { type Log } from '../pipeline/deps.ts';

/** Names whose values never belong into a log, wherever somebody puts them. */
const SECRET_NAMES = [
  'token',
  'accessToken',
  'refreshToken',
  'secret',
  'password',
  'authorization',
  'apiKey',
  'email',
];

/**
 * One JSON line an event, on stderr (stdout belongs to results). Errors are logged by code and message only: the
 * database driver hangs statements with their parameters on its errors.
 */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
      serializers: { err: (error: unknown) => (error instanceof Error ? error.message : String(error)) },
    },
    pino.destination(2),
  );
}
