import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { addDays } from '../../src/model/day.ts';

export const FIRST_DAY = '2026-06-01';
export const DAYS = 60;
/** What an active user of a product that people work in all day does. */
const EVENTS_PER_USER_DAY = 25;
const USERS_PER_ACCOUNT = 12;
const NAMES = [
  'Report Viewed',
  'Dashboard Viewed',
  'Workflow Started',
  'Workflow Completed',
  'Logged In',
  'Search Performed',
  'Report Exported',
  'Custom Report Built',
  'API Query Run',
];
/** Fields that a real line has and nobody reads. */
const UNREAD =
  '"context":{"page":{"path":"/reports","title":"Reports"},"locale":"es-ES","ip":"192.0.2.1",' +
  '"user_agent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36"}';

/** Writes a gzipped NDJSON file of so many events. */
export async function writeEvents(file: string, events: number): Promise<void> {
  await pipeline(lines(events), createGzip({ level: 4 }), createWriteStream(file));
}

function* lines(events: number): Generator<string> {
  const perDay = Math.ceil(events / DAYS);
  const active = Math.ceil(perDay / EVENTS_PER_USER_DAY);
  let block = '';
  for (let index = 0; index < events; index += 1) {
    const nth = index % perDay;
    const day = addDays(FIRST_DAY, Math.floor(index / perDay));
    // Other people every day, of half as many again as are active on one.
    const user = (((nth * 7_919) % active) + Math.floor(index / perDay) * 31) % Math.ceil(active * 1.5);
    const account = Math.floor(user / USERS_PER_ACCOUNT);
    const time = new Date(Date.parse(day) + 25_200_000 + Math.floor((nth / perDay) * 39_600_000));
    block +=
      `{"event_id":"8f0c1d6e-41f0-4000-8000-${index.toString(16).padStart(12, '0')}",` +
      `"event":"${NAMES[(index * 31 + user) % NAMES.length]}","timestamp":"${time.toISOString()}",` +
      `"user_id":"user-${user}","account_id":"acct_${account}","email":"user-${user}@company-${account}.example",${UNREAD}}\n`;
    if (block.length < 1_000_000) continue;
    yield block;
    block = '';
  }
  yield block;
}
