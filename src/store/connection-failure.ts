import { AppError } from '../errors.ts';
import { say } from '../model/messages/message.ts';

/**
 * Classes of SQLSTATE that say the database is not there at the moment: connection lost, out of resources, shut down.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const GONE_CLASSES = ['08', '53', '57P'];
const NETWORK_CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
];
/** The driver gives these no code. */
const DRIVER_WORDS =
  /connection terminated|client has encountered a connection error|not queryable|connection timeout/i;

/**
 * A failure of the database itself as `store-failed`, so that nobody takes it for a failure of the work at hand and it
 * is tried again; any other failure (a statement that is wrong) as it is.
 */
export function withStoreFailure(error: unknown): unknown {
  return isConnectionFailure(error)
    ? new AppError('store-failed', say('service.database-unreachable'), { cause: error })
    : error;
}

function isConnectionFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string') return DRIVER_WORDS.test(error.message);
  return NETWORK_CODES.includes(code) || GONE_CLASSES.some((each) => code.startsWith(each));
}
