import path from 'node:path';
import { type AppError } from '../../errors.ts';
import { type PullContext } from '../../model/source.ts';
import { type SourceDeps } from '../http/deps.ts';
import { getFrom, startOfBody, type Answer } from '../http/request.ts';
import { saveBody } from '../http/save-body.ts';
import { errorForStatus, type Upstream } from '../http/upstream-error.ts';
import { addHours, exportHour, type HourRange } from './hours.ts';

export const AMPLITUDE: Upstream = {
  name: 'Amplitude',
  credentials: 'AMPLITUDE_API_KEY and AMPLITUDE_SECRET_KEY',
};

/** The documented limit of one export is 4 GB; a little more is let through before it counts as garbage. */
const MAX_EXPORT_BYTES = 5 * 1024 ** 3;
const IDLE_TIMEOUT_MS = 120_000;

export interface ExportAccess {
  /** `https://amplitude.com`, or `https://analytics.eu.amplitude.com` for the EU region. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly secretKey: string;
}

/** What the export API had for a range: a zip file, nothing at all, or more than it gives in one answer. */
export type ExportOutcome =
  | { readonly kind: 'zip'; readonly file: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-large'; readonly error: AppError };

/**
 * Downloads the events uploaded in a range (`GET /api/2/export`). 404 means that there are none; 400 and 504
 * that the range holds too much for one answer, or for a range of one hour that it really failed.
 */
export async function downloadExport(
  access: ExportAccess,
  range: HourRange,
  context: PullContext,
  deps: SourceDeps,
): Promise<ExportOutcome> {
  const url = new URL('api/2/export', access.baseUrl.endsWith('/') ? access.baseUrl : `${access.baseUrl}/`);
  url.searchParams.set('start', exportHour(range.from));
  url.searchParams.set('end', exportHour(addHours(range.until, -1)));
  const credentials = Buffer.from(`${access.apiKey}:${access.secretKey}`).toString('base64');
  const request = {
    upstream: AMPLITUDE,
    url,
    headers: { authorization: `Basic ${credentials}` },
    signal: context.signal,
    accept: [400, 404, 413, 504],
    idleTimeoutMs: IDLE_TIMEOUT_MS,
    maxBytes: MAX_EXPORT_BYTES,
  };
  return getFrom(request, deps, (answer) => readAnswer(answer, path.join(context.tempDir, 'export.zip')));
}

async function readAnswer(answer: Answer, file: string): Promise<ExportOutcome> {
  if (answer.status === 404) return { kind: 'empty' };
  if (answer.status === 200) {
    await saveBody(answer.chunks, file);
    return { kind: 'zip', file };
  }
  const detail = await startOfBody(answer.chunks);
  return { kind: 'too-large', error: errorForStatus(AMPLITUDE, { status: answer.status, detail }) };
}
