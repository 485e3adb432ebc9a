import { crc32 } from 'node:zlib';

/** A file to put into an archive as it is: the export's files are compressed already. */
export interface ZipFile {
  readonly name: string;
  readonly data: Buffer;
}

const MOST_FILES = 0xffff;
/** 1980-01-01, the earliest date the format knows: archives of the same data are the same bytes. */
const DOS_DATE = 0x21;
const VERSION = 20;
/** Small files leave together: a write for each costs more than the file. */
const PIECE_BYTES = 64 * 1024;
const UTF8_NAMES = 0x0800;

interface Entry {
  readonly name: Buffer;
  readonly crc: number;
  readonly size: number;
  readonly offset: number;
}

function localHeader({ name, crc, size }: Entry): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(UTF8_NAMES, 6);
  header.writeUInt16LE(DOS_DATE, 12);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(size, 18);
  header.writeUInt32LE(size, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function centralHeader({ name, crc, size, offset }: Entry): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(VERSION, 6);
  header.writeUInt16LE(UTF8_NAMES, 8);
  header.writeUInt16LE(DOS_DATE, 14);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(size, 20);
  header.writeUInt32LE(size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name]);
}

function endOfDirectory(files: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files, 8);
  end.writeUInt16LE(files, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

/**
 * A zip archive of stored files, piece by piece, so that an archive of any length needs the memory of a few files.
 * Without the 64-bit extension: under 4 GiB and 65,535 files, more than an export of a year has.
 */
export function* zipStored(files: Iterable<ZipFile>): Generator<Buffer> {
  const entries: Entry[] = [];
  let offset = 0;
  let pieces: Buffer[] = [];
  let waiting = 0;
  for (const { name, data } of files) {
    const entry = { name: Buffer.from(name), crc: crc32(data), size: data.length, offset };
    const header = localHeader(entry);
    entries.push(entry);
    offset += header.length + data.length;
    if (entries.length > MOST_FILES || offset > 0xffffffff)
      throw new RangeError('too much for one zip archive');
    pieces.push(header, data);
    waiting += header.length + data.length;
    if (waiting < PIECE_BYTES) continue;
    yield Buffer.concat(pieces, waiting);
    pieces = [];
    waiting = 0;
  }
  const directory = Buffer.concat(entries.map(centralHeader));
  yield Buffer.concat([...pieces, directory, endOfDirectory(entries.length, directory.length, offset)]);
}
