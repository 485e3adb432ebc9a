import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import yazl from 'yazl';
import { addDays, dayFromNumber, dayNumber } from '../src/model/day.ts';
import { createAmplitudeSource } from '../src/sources/amplitude/index.ts';

/**
 * How fast events become user days: the Amplitude source (download over loopback, unzip, check, de-duplicate,
 * classify, group) against DuckDB's own `GROUP BY` over the same gzipped files. Prints one JSON line.
 *
 * `node bench/amplitude-export.ts [events] [days]`
 */

const FIRST_DAY = '2026-06-01';
const ACCOUNTS = 300;
const USERS_PER_ACCOUNT = 12;
const EVENTS = ['Report Viewed', 'Dashboard Viewed', 'Workflow Started', 'Workflow Completed', 'Logged In'];
const FEATURE_EVENTS = ['Search Performed', 'Report Exported', 'Custom Report Built', 'API Query Run'];
const NAMES = [...EVENTS, ...FEATURE_EVENTS];

/** Fields a real line has and the source does not read, so that lines have their usual length of about 1.1 KB. */
const UNREAD =
  '"app":187520,"platform":"Web","library":"amplitude-ts/2.25.4","os_name":"Chrome","os_version":"141",' +
  '"device_type":"Windows","device_family":"Windows","country":"Spain","region":"Madrid","city":"Madrid",' +
  '"language":"Spanish","device_carrier":null,"dma":null,"paying":null,"location_lat":null,"location_lng":null,' +
  '"amplitude_attribution_ids":null,"sample_rate":null,"start_version":"4.2.0","version_name":"4.2.0",' +
  '"ip_address":"192.0.2.1","data":{},"session_id":1780000000000,';

interface HourFile {
  readonly name: string;
  readonly gzip: Buffer;
}

export interface IngestResult {
  readonly events: number;
  readonly rows: number;
  readonly gzipMegabytes: number;
  readonly duckdbMs: number;
  readonly pullMs: number;
  readonly pullEventsPerSecond: number;
  /** DuckDB's time ÷ the pull's time; 1 = as fast. */
  readonly ratio: number;
  readonly peakRssMegabytes: number;
}

export async function benchIngest(events: number, days: number): Promise<IngestResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pulso-bench-'));
  try {
    const hours = makeHours(events, days);
    for (const hour of hours.values()) await writeFile(path.join(folder, hour.name), hour.gzip);
    const duckdbMs = await timeGroupBy(path.join(folder, '*.json.gz'));
    const pull = await timePull(hours, days, folder);
    const bytes = [...hours.values()].reduce((sum, hour) => sum + hour.gzip.byteLength, 0);
    return {
      events: pull.read,
      rows: pull.rows,
      gzipMegabytes: Math.round(bytes / 1e6),
      duckdbMs: Math.round(duckdbMs),
      pullMs: Math.round(pull.ms),
      pullEventsPerSecond: Math.round((pull.read / pull.ms) * 1000),
      ratio: Math.round((duckdbMs / pull.ms) * 100) / 100,
      peakRssMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Gzipped files by hour `YYYYMMDDTHH`, 12 hours a day. */
function makeHours(events: number, days: number): Map<string, HourFile> {
  const perHour = Math.ceil(events / days / 12);
  const hours = new Map<string, HourFile>();
  let serial = 0;
  for (let number = dayNumber(FIRST_DAY); number < dayNumber(FIRST_DAY) + days; number += 1) {
    const day = dayFromNumber(number);
    for (let hour = 7; hour < 19; hour += 1) {
      const lines: string[] = [];
      for (let index = 0; index < perHour; index += 1) lines.push(line((serial += 1), day, hour, index));
      const name = `187520_${day}_${hour}#0.json.gz`;
      hours.set(hourKey(day, hour), { name, gzip: gzipSync(lines.join('\n'), { level: 4 }) });
    }
  }
  return hours;
}

function line(serial: number, day: string, hour: number, index: number): string {
  const user = (serial * 7919) % (ACCOUNTS * USERS_PER_ACCOUNT);
  const account = user % ACCOUNTS;
  const minute = String(index % 60).padStart(2, '0');
  const time = `${day} ${String(hour).padStart(2, '0')}:${minute}:07.749000`;
  const id = serial.toString(16).padStart(12, '0');
  return (
    `{"user_id":"user-${user}","amplitude_id":${user},"device_id":"device-${user}",${UNREAD}` +
    `"groups":{"company":["acct_${account}"]},"group_properties":{"company":{"acct_${account}":{"name":"Company ${account}"}}},` +
    `"user_properties":{"email":"user-${user}@company-${account}.example","role":"member"},` +
    `"event_type":"${NAMES[(serial * 31) % NAMES.length]}","event_properties":{},"event_id":${serial},` +
    `"event_time":"${time}","client_event_time":"${time}","client_upload_time":"${time}",` +
    `"server_received_time":"${time}","server_upload_time":"${time}","processed_time":"${time}",` +
    `"uuid":"8f0c1d6e-41f0-4000-8000-${id}","$insert_id":"e-${id}"}`
  );
}

function hourKey(day: string, hour: number): string {
  return `${day.replaceAll('-', '')}T${String(hour).padStart(2, '0')}`;
}

async function timeGroupBy(files: string): Promise<number> {
  const database = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '256MB' });
  const connection = await database.connect();
  const start = performance.now();
  await connection.run(`
    CREATE TABLE daily AS
    SELECT event_time[1:10] AS day, groups->>'$.company[0]' AS account, user_id, event_type, count(*) AS events
    FROM read_json('${files}', format = 'newline_delimited',
      columns = { event_time: 'VARCHAR', user_id: 'VARCHAR', event_type: 'VARCHAR', groups: 'JSON' })
    GROUP BY ALL`);
  const ms = performance.now() - start;
  connection.closeSync();
  database.closeSync();
  return ms;
}

async function timePull(hours: ReadonlyMap<string, HourFile>, days: number, folder: string) {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://bench');
    const start = url.searchParams.get('start') ?? '';
    const end = url.searchParams.get('end') ?? '';
    const found = [...hours].filter(([hour]) => hour >= start && hour <= end);
    if (found.length === 0) return void response.writeHead(404).end();
    const zip = new yazl.ZipFile();
    for (const [, file] of found) zip.addBuffer(file.gzip, file.name, { compress: false });
    zip.end();
    zip.outputStream.pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const source = createAmplitudeSource({ baseUrl, apiKey: 'key', secretKey: 'secret' });
  const context = {
    now: new Date(`${addDays(FIRST_DAY, days)}T06:00:00Z`),
    since: FIRST_DAY,
    signal: new AbortController().signal,
    tempDir: folder,
  };
  const begin = performance.now();
  let read = 0;
  let rows = 0;
  for (const stream of source.streams) {
    for await (const page of stream.pull(context, null)) {
      read += page.read;
      rows += page.usage?.rows.length ?? 0;
    }
  }
  const ms = performance.now() - begin;
  server.closeAllConnections();
  server.close();
  return { ms, read, rows };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [events = '500000', days = '60'] = process.argv.slice(2);
  console.log(JSON.stringify(await benchIngest(Number(events), Number(days))));
}
