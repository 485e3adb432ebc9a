import { type FileHandle, readFile, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { buffer as readWhole } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { createGunzip, gunzip } from 'node:zlib';
import { fromBufferPromise, openPromise, type Entry, type ZipFile } from 'yauzl';
import { AppError } from '../../errors.ts';
import { throwIfAborted } from '../http/retry.ts';
import { errorForGarbage } from '../http/upstream-error.ts';
import { AMPLITUDE } from './export-api.ts';

/** Most exports fit: one read instead of several for each of thousands of small files. */
const IN_MEMORY_BYTES = 32 * 1024 ** 2;
const gunzipWhole = promisify(gunzip);

/** Files up to this size are unpacked in one go: a stream for each of thousands of small files is mostly garbage. */
const WHOLE_BYTES = 1024 ** 2;
/** One buffer of about the right size instead of many that are joined. */
const USUAL_INFLATION = 25;
const MIN_CHUNK_BYTES = 16 * 1024;
const STREAM_CHUNK_BYTES = 2 * 1024 ** 2;
const NEWLINE = 10;
/** Event lines compress about twentyfold; far more is a bomb. */
const MAX_INFLATION = 200;
const MIN_ALLOWANCE = 64 * 1024 ** 2;

/**
 * Appends the lines of every file in an export zip to `target`, decompressed. Each gzip file is checked to its
 * end (length and checksum), which DuckDB's own gzip reader does not do: it takes a cut-off file for a short one.
 *
 * @throws AppError `upstream-invalid` when the zip or a file in it is damaged
 */
export async function unpackExport(zipFile: string, target: FileHandle, signal: AbortSignal): Promise<void> {
  const { size } = await stat(zipFile);
  const allowance = Math.max(MIN_ALLOWANCE, size * MAX_INFLATION);
  const sink = new LineSink(target, allowance);
  let zip: ZipFile | undefined;
  try {
    zip =
      size <= IN_MEMORY_BYTES
        ? await fromBufferPromise(await readFile(zipFile))
        : await openPromise(zipFile, { autoClose: false });
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith('/')) await unpackEntry(zip, entry, sink, signal);
    }
  } catch (cause) {
    throwIfAborted(signal);
    if (cause instanceof AppError) throw cause;
    throw errorForGarbage(AMPLITUDE, `a damaged export (${(cause as Error).message})`, cause);
  } finally {
    zip?.close();
  }
}

async function unpackEntry(zip: ZipFile, entry: Entry, sink: LineSink, signal: AbortSignal): Promise<void> {
  const packed = await zip.openReadStreamPromise(entry);
  if (entry.fileName.endsWith('.gz') && entry.uncompressedSize <= WHOLE_BYTES) {
    throwIfAborted(signal);
    const maxOutputLength = Math.max(MIN_ALLOWANCE, entry.uncompressedSize * MAX_INFLATION);
    const chunkSize = Math.max(MIN_CHUNK_BYTES, entry.uncompressedSize * USUAL_INFLATION);
    await sink.append([await gunzipWhole(await readWhole(packed), { maxOutputLength, chunkSize })]);
    return;
  }
  const write = (source: AsyncIterable<Buffer>) => sink.append(source);
  if (entry.fileName.endsWith('.gz')) {
    await pipeline(packed, createGunzip({ chunkSize: STREAM_CHUNK_BYTES }), write, { signal });
  } else {
    await pipeline(packed, write, { signal });
  }
}

/** Appends files to one file so that each starts on a new line. */
class LineSink {
  readonly #target: FileHandle;
  readonly #allowance: number;
  #written = 0;

  constructor(target: FileHandle, allowance: number) {
    this.#target = target;
    this.#allowance = allowance;
  }

  async append(source: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<void> {
    let last: number | undefined = NEWLINE;
    for await (const chunk of source) {
      this.#written += chunk.byteLength;
      if (this.#written > this.#allowance) {
        throw errorForGarbage(AMPLITUDE, `an export that unpacks to more than ${this.#allowance} bytes`);
      }
      await this.#target.write(chunk);
      last = chunk.at(-1) ?? last;
    }
    if (last !== NEWLINE) await this.#target.write('\n');
  }
}
