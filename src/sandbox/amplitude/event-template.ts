import { type HourLines } from './hour-lines.ts';
import { TIMESTAMP_LENGTH, type TimestampWriter } from './timestamps.ts';

const ZERO = 0x30;
const HEX = Buffer.from('0123456789abcdef', 'latin1');
const PLACE_DIGITS = 4;
const LONGEST_END = 10;
/** Length of a UUID without the digits that the place of the event gives. */
const ID_PREFIX_LENGTH = 32;

function templateText(idPrefix: string, session: number): string {
  const time = '0'.repeat(TIMESTAMP_LENGTH);
  return (
    `"uuid":"${idPrefix}0000","$insert_id":"e-${idPrefix}0000",` +
    `"event_time":"${time}","client_event_time":"${time}","server_upload_time":"${time}",` +
    `"session_id":${session},"event_id":`
  );
}

/** Where the parts to fill in are; the same in every template. */
const LAYOUT = (() => {
  const text = templateText('x'.repeat(ID_PREFIX_LENGTH), 0);
  const after = (key: string) => text.indexOf(key) + key.length;
  return {
    uuid: after('"uuid":"') + ID_PREFIX_LENGTH,
    insertId: after('"$insert_id":"e-') + ID_PREFIX_LENGTH,
    eventTime: after('"event_time":"'),
    clientEventTime: after('"client_event_time":"'),
    serverUploadTime: after('"server_upload_time":"'),
  };
})();

function writeHex(bytes: Buffer, at: number, value: number): void {
  for (let digit = 0; digit < PLACE_DIGITS; digit += 1) {
    bytes[at + digit] = HEX[(value >> (4 * (PLACE_DIGITS - 1 - digit))) & 15] ?? 0;
  }
}

/** Writes a whole number in its own length and returns the place behind it. */
function writeNumber(bytes: Buffer, at: number, value: number): number {
  let digits = 1;
  for (let limit = 10; value >= limit; limit *= 10) digits += 1;
  let left = value;
  for (let place = digits - 1; place >= 0; place -= 1) {
    bytes[at + place] = ZERO + (left % 10);
    left = Math.floor(left / 10);
  }
  return at + digits;
}

/** What differs between the events of one user and day. */
export interface EventMoment {
  /** Place of the event among those of the user and day; at most 65,535. */
  readonly place: number;
  /** Milliseconds since the epoch. */
  readonly instant: number;
  readonly uploaded: number;
}

/**
 * The end of the events of one user and day, encoded once; writing an event copies it and fills in the ids and
 * times at their known places.
 */
export class EventTemplate {
  private readonly bytes: Buffer;
  private readonly times: TimestampWriter;

  /** `idPrefix`: the first 32 characters of the events' UUID. `session`: -1 for none. */
  constructor(idPrefix: string, session: number, times: TimestampWriter) {
    this.bytes = Buffer.from(templateText(idPrefix, session), 'latin1');
    this.times = times;
  }

  /** Adds an event: its start (user and account), what was done, and this template filled in. */
  write(lines: HourLines, start: Buffer, event: Buffer, { place, instant, uploaded }: EventMoment): void {
    lines.reserve(start.length + event.length + this.bytes.length + LONGEST_END);
    lines.append(start);
    lines.append(event);
    const at = lines.length;
    lines.append(this.bytes);
    const { bytes } = lines;
    writeHex(bytes, at + LAYOUT.uuid, place);
    writeHex(bytes, at + LAYOUT.insertId, place);
    this.times.write(bytes, at + LAYOUT.eventTime, instant);
    this.times.write(bytes, at + LAYOUT.clientEventTime, instant);
    this.times.write(bytes, at + LAYOUT.serverUploadTime, uploaded);
    const end = writeNumber(bytes, lines.length, place + 1);
    bytes[end] = 0x7d;
    bytes[end + 1] = 0x0a;
    lines.length = end + 2;
    lines.endLine();
  }
}
