import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import yazl from 'yazl';
import { type Faults } from '../../batteries/faults.ts';

/** One line of an export, as far as the source reads it; tests bend it at will. */
export type ExportLine = Readonly<Record<string, unknown>>;

export interface FakeAmplitude {
  readonly baseUrl: string;
  /** Lines by upload hour `YYYYMMDDTHH`; a string is sent as it is. */
  readonly lines: Map<string, (ExportLine | string)[]>;
  /** Ranges asked for, `start-end`. */
  readonly requests: string[];
  /** A range of more hours is refused as too large. */
  maxHours: number;
  /** Status that says "too large". */
  tooLargeStatus: number;
  /** Bends the gzip file of an hour before it is zipped. */
  damageGzip: (file: Buffer) => Buffer;
  readonly close: () => Promise<void>;
}

export const CREDENTIALS = { apiKey: 'key', secretKey: 'secret' };

/** An Amplitude export API on loopback: hours, zips of gzipped NDJSON, 404 for nothing, Basic authentication. */
export async function startFakeAmplitude(faults: Faults): Promise<FakeAmplitude> {
  const lines = new Map<string, (ExportLine | string)[]>();
  const requests: string[] = [];
  const state = { maxHours: 24 * 365, tooLargeStatus: 400, damageGzip: (file: Buffer) => file };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fake');
    const expected = `Basic ${Buffer.from(`${CREDENTIALS.apiKey}:${CREDENTIALS.secretKey}`).toString('base64')}`;
    const start = url.searchParams.get('start') ?? '';
    const end = url.searchParams.get('end') ?? '';
    requests.push(`${start}-${end}`);
    if (faults.intercept(request, response)) return;
    if (request.headers.authorization !== expected) return void response.writeHead(401).end('Unauthorized');
    const hours = hoursBetween(start, end);
    if (hours.length > state.maxHours)
      return void response.writeHead(state.tooLargeStatus).end('Too much data');
    const files = hours.filter((hour) => (lines.get(hour) ?? []).length > 0);
    if (files.length === 0) return void response.writeHead(404).end('Raw data files were not found.');
    const zip = await zipOf(
      files.map((hour) => ({ hour, file: state.damageGzip(gzip(lines.get(hour) ?? [])) })),
    );
    faults.send(response, zip, { 'content-type': 'application/zip' });
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return Object.assign(state, { baseUrl, lines, requests, close });
}

function gzip(lines: readonly (ExportLine | string)[]): Buffer {
  return gzipSync(lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
}

async function zipOf(files: readonly { hour: string; file: Buffer }[]): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const { hour, file } of files)
    zip.addBuffer(file, `12345/12345_${hour}#0.json.gz`, { compress: false });
  zip.end();
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function hoursBetween(start: string, end: string): string[] {
  const hours: string[] = [];
  for (let at = parseHour(start); at <= parseHour(end); at += 3_600_000) {
    hours.push(new Date(at).toISOString().slice(0, 13).replaceAll('-', ''));
  }
  return hours;
}

function parseHour(hour: string): number {
  return Date.parse(
    `${hour.slice(0, 4)}-${hour.slice(4, 6)}-${hour.slice(6, 8)}T${hour.slice(9, 11)}:00:00Z`,
  );
}

/** An event as Amplitude exports it, uploaded in the hour it happened. */
export function exportLine(uuid: string, at: string, overrides: ExportLine = {}): ExportLine {
  const time = `${at.slice(0, 10)} ${at.slice(11, 19)}.749000`;
  return {
    uuid,
    $insert_id: `insert-${uuid}`,
    device_id: 'device-1',
    user_id: 'user-1',
    event_type: 'Report Viewed',
    event_time: time,
    server_upload_time: time,
    session_id: -1,
    groups: { company: ['acct_1'] },
    group_properties: { company: { acct_1: { name: 'Acme', domain: 'acme.com', hubspot_company_id: 101 } } },
    user_properties: { email: 'ana@acme.com' },
    event_properties: {},
    ...overrides,
  };
}

/** Puts a line where its `server_upload_time` belongs. */
export function addLine(fake: FakeAmplitude, line: ExportLine): void {
  const uploaded = String(line.server_upload_time);
  const hour = `${uploaded.slice(0, 10).replaceAll('-', '')}T${uploaded.slice(11, 13)}`;
  fake.lines.set(hour, [...(fake.lines.get(hour) ?? []), line]);
}
