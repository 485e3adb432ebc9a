import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { dayFromNumber, dayNumber } from '../../model/day.ts';
import { basicCredentials } from '../http/auth.ts';
import { type FaultOptions } from '../http/faults.ts';
import { createConcurrencyLimiter } from '../http/limits.ts';
import { type Reply, type SandboxRequest, textReply } from '../http/reply.ts';
import { createRouter } from '../http/router.ts';
import { type SandboxServer, startSandboxServer } from '../http/server.ts';
import { type World } from '../world/types.ts';
import { createConstantParts } from './constant-parts.ts';
import { type ExportRange, parseExportRange } from './export-range.ts';
import { createSizeEstimate } from './export-size.ts';
import { hourlyFiles } from './hourly-files.ts';
import { type ZipFile, zipStored } from './zip.ts';

export interface AmplitudeOptions {
  readonly world: World;
  readonly port?: number;
  readonly faults?: FaultOptions;
  /** The clock that decides which uploads can be exported yet; six hours after the world's last day by default. */
  readonly now?: () => Date;
  /** Size of an export from which on it is refused; the vendor's 4 GB by default. */
  readonly maxBytes?: number;
}

export interface AmplitudeServer extends SandboxServer {
  readonly apiKey: string;
  readonly secretKey: string;
}

const CONCURRENT_EXPORTS = 5;
const VENDOR_LIMIT_BYTES = 4_000_000_000;
/** Uploads of an hour can be exported two hours after it has ended. */
const HOURS_UNTIL_AVAILABLE = 3;

const TOO_LARGE =
  'The file size of the exported data is too large. Shorten the time ranges and try again. The limit size is 4GB.';
const TOO_MANY = 'Too many concurrent requests: at most 5 exports at a time for a project.';

function afterLastDay(world: World): Date {
  return new Date(`${dayFromNumber(dayNumber(world.options.endDay) + 1)}T06:00:00Z`);
}

function* startingWith(first: ZipFile, rest: Iterable<ZipFile>): Generator<ZipFile> {
  yield first;
  yield* rest;
}

/** Lets other requests have their turn between pieces: writing a year takes seconds. */
async function* inTurns(pieces: Iterable<Buffer>): AsyncGenerator<Buffer> {
  for (const piece of pieces) {
    yield piece;
    await nextTurn();
  }
}

/** Amplitude's export of the world's events, `GET /api/2/export`, with the vendor's limits and faults. */
export async function startAmplitude(options: AmplitudeOptions): Promise<AmplitudeServer> {
  const { world, maxBytes = VENDOR_LIMIT_BYTES } = options;
  const now = options.now ?? (() => afterLastDay(world));
  const apiKey = `sandbox-api-key-${world.options.seed}`;
  const secretKey = `sandbox-secret-key-${world.options.seed}`;
  const parts = createConstantParts();
  const sizeOf = createSizeEstimate(world);
  const limiter = createConcurrencyLimiter(CONCURRENT_EXPORTS);

  function refusal(request: SandboxRequest): Reply | null {
    const credentials = basicCredentials(request.headers.authorization);
    if (credentials === null) return textReply(401, 'Unauthorized');
    const known = credentials.user === apiKey && credentials.password === secretKey;
    return known ? null : textReply(403, 'Invalid API key or secret key');
  }

  function available({ from, to }: ExportRange): ExportRange {
    const lastHour = Math.floor(now().getTime() / 3_600_000) - HOURS_UNTIL_AVAILABLE;
    return { from, to: Math.min(to, lastHour) };
  }

  function exportRange(range: ExportRange): Reply {
    if (sizeOf(range) > maxBytes) return textReply(400, TOO_LARGE);
    const files = hourlyFiles(world, parts, range);
    const first = files.next();
    if (first.done === true) return textReply(404, 'No data available for the time range requested.');
    const body = Readable.from(inTurns(zipStored(startingWith(first.value, files))));
    return { status: 200, headers: { 'content-type': 'application/zip' }, body };
  }

  function exportEvents(request: SandboxRequest): Reply {
    const refused = refusal(request);
    if (refused !== null) return refused;
    const asked = parseExportRange(request.query);
    if ('error' in asked) return textReply(400, asked.error);
    const leave = limiter.enter();
    if (leave === null) return textReply(429, TOO_MANY);
    const reply = exportRange(available(asked));
    if (reply.body instanceof Readable) reply.body.once('close', leave);
    else leave();
    return reply;
  }

  const server = await startSandboxServer({
    handler: createRouter({ 'GET /api/2/export': exportEvents }, () => textReply(404, 'Not Found')),
    port: options.port,
    faults: options.faults,
    faultReply: (status) => textReply(status, status === 429 ? TOO_MANY : 'Service temporarily unavailable'),
  });
  return { ...server, apiKey, secretKey };
}
