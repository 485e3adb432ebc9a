import { gzipSync } from 'node:zlib';
import { dayFromNumber } from '../../model/day.ts';
import { type World } from '../world/types.ts';
import { type ConstantParts, PROJECT_ID } from './constant-parts.ts';
import { writeCompanyDay } from './event-lines.ts';
import { type ExportRange } from './export-range.ts';
import { HourLines } from './hour-lines.ts';
import { HOUR_MS } from './timestamps.ts';
import { type ZipFile } from './zip.ts';

/** Fastest level: the archive is read once. In this thread, because handing small files to others costs more. */
const GZIP = { level: 1, chunkSize: 65_536 } as const;

function fileName(hour: number, part: number): string {
  const date = new Date(hour * HOUR_MS).toISOString().slice(0, 10);
  return `${PROJECT_ID}/${PROJECT_ID}_${date}_${hour % 24}#${part}.json.gz`;
}

function* filesOfHour(hour: number, lines: HourLines): Generator<ZipFile> {
  for (const [part, content] of lines.files().entries()) {
    yield { name: fileName(hour, part), data: gzipSync(content, GZIP) };
  }
}

/**
 * The files of the hours asked for, in order. Uploads are late by up to two hours, so the day before the first
 * hour is read too, and an hour is complete once its day has been.
 */
export function* hourlyFiles(world: World, parts: ConstantParts, range: ExportRange): Generator<ZipFile> {
  const accounts = [...world.companies, ...world.strangers];
  const hours = new Map<number, HourLines>();
  const spare: HourLines[] = [];
  const sink = (hour: number) => {
    if (hour < range.from || hour > range.to) return null;
    const lines = hours.get(hour) ?? spare.pop() ?? new HourLines();
    hours.set(hour, lines);
    return lines;
  };
  for (let number = Math.floor((range.from - 2) / 24); number * 24 <= range.to; number += 1) {
    const day = { number, name: dayFromNumber(number) };
    for (const company of accounts) writeCompanyDay(world, parts, company, day, sink);
    for (let hour = number * 24; hour < (number + 1) * 24; hour += 1) {
      const lines = hours.get(hour);
      if (lines === undefined) continue;
      yield* filesOfHour(hour, lines);
      hours.delete(hour);
      lines.clear();
      spare.push(lines);
    }
  }
}
