import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, inflateRawSync } from 'node:zlib';
import { fromBufferPromise, fromFdPromise, type Entry, type ZipFile } from 'yauzl';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { throwIfAborted } from '../http/retry.ts';
import { errorForGarbage } from '../http/upstream-error.ts';
import { AMPLITUDE } from './export-api.ts';
import { GunzipBatch } from './gunzip-batch.ts';
import { LineSink } from './line-sink.ts';

/** Archives up to this size are held in memory: two reads of the disk a file are what thousands of files cost. */
const HELD_BYTES = 64 * 1024 ** 2;
/** Files up to this size are unpacked together: a stream for each of thousands of small files is mostly garbage. */
const SMALL_BYTES = 1024 ** 2;
const STREAM_CHUNK_BYTES = 2 * 1024 ** 2;
/** Event lines compress about twentyfold; far more is a bomb. */
const MAX_INFLATION = 200;
const MIN_ALLOWANCE = 64 * 1024 ** 2;
const STORED = 0;
const DEFLATED = 8;

/**
 * Appends the lines of every file in an export zip to `target`, decompressed. Each gzip file is checked to its
 * end (length and checksum), which DuckDB's own gzip reader does not do: it takes a cut-off file for a short one.
 *
 * @throws AppError `upstream-invalid` when the zip or a file in it is damaged
 */
export async function unpackExport(
  zipFile: string,
  target: FileHandle,
  signal: AbortSignal,
  heldBytes = HELD_BYTES,
): Promise<void> {
  const file = await open(zipFile);
  let zip: ZipFile | undefined;
  try {
    const { size } = await file.stat();
    const sink = new LineSink(target, Math.max(MIN_ALLOWANCE, size * MAX_INFLATION));
    const batch = new GunzipBatch(sink);
    const archive = size <= heldBytes ? await file.readFile() : null;
    zip = await (archive === null
      ? fromFdPromise(file.fd, { autoClose: false })
      : fromBufferPromise(archive));
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      throwIfAborted(signal);
      if (isSmall(entry)) {
        await batch.add(await readSmall(zip, entry, archive ?? file));
        continue;
      }
      await batch.flush();
      await unpackLarge(zip, entry, sink, signal);
    }
    await batch.flush();
  } catch (cause) {
    throwIfAborted(signal);
    if (cause instanceof AppError) throw cause;
    throw errorForGarbage(AMPLITUDE, say('garbage.damaged-export', { why: (cause as Error).message }), cause);
  } finally {
    await file.close();
  }
}

function isSmall(entry: Entry): boolean {
  return (
    entry.fileName.endsWith('.gz') &&
    !entry.isEncrypted() &&
    (entry.compressionMethod === STORED || entry.compressionMethod === DEFLATED) &&
    Math.max(entry.uncompressedSize, entry.compressedSize) <= SMALL_BYTES
  );
}

/** The gzip file as it is in the archive. */
async function readSmall(zip: ZipFile, entry: Entry, archive: Buffer | FileHandle): Promise<Buffer> {
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  const packed = await bytesAt(archive, fileDataStart, entry.compressedSize);
  if (packed.length !== entry.compressedSize) throw new Error(`${entry.fileName} is cut off`);
  if (entry.compressionMethod === STORED) return packed;
  return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.uncompressedSize) });
}

async function bytesAt(archive: Buffer | FileHandle, start: number, length: number): Promise<Buffer> {
  if (Buffer.isBuffer(archive)) return archive.subarray(start, start + length);
  const { buffer, bytesRead } = await archive.read(Buffer.allocUnsafe(length), 0, length, start);
  return buffer.subarray(0, bytesRead);
}

async function unpackLarge(zip: ZipFile, entry: Entry, sink: LineSink, signal: AbortSignal): Promise<void> {
  const packed = await zip.openReadStreamPromise(entry);
  const write = (source: AsyncIterable<Buffer>) => sink.append(source);
  if (entry.fileName.endsWith('.gz')) {
    await pipeline(packed, createGunzip({ chunkSize: STREAM_CHUNK_BYTES }), write, { signal });
  } else {
    await pipeline(packed, write, { signal });
  }
}
