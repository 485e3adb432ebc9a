import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { errorForGarbage } from '../http/upstream-error.ts';
import { say } from '../../model/messages/message.ts';
import { AMPLITUDE } from './export-api.ts';
import { type LineSink } from './line-sink.ts';

const gunzipWhole = promisify(gunzip);

/** Enough that a call costs nothing beside its work, little enough to stay in the processor's caches. */
const BATCH_BYTES = 4 * 1024 ** 2;
const SHORTEST_GZIP = 18;
/** Room behind the last byte, so that zlib sees the end without asking for more. */
const SPARE_BYTES = 64;

/**
 * Decompresses many small gzip files in one call: put behind each other they are one valid gzip file. Each says
 * its length at its end, and the sum must come out, so that a damaged one cannot pass for the end of the data.
 */
export class GunzipBatch {
  readonly #sink: LineSink;
  #files: Buffer[] = [];
  #ends: number[] = [];
  #length = 0;

  constructor(sink: LineSink) {
    this.#sink = sink;
  }

  async add(file: Buffer): Promise<void> {
    if (file.length < SHORTEST_GZIP) throw new Error('a gzip file is cut off');
    this.#length += file.readUInt32LE(file.length - 4);
    if (this.#length > this.#sink.left) {
      throw errorForGarbage(AMPLITUDE, say('garbage.export-size', { bytes: this.#length }));
    }
    this.#files.push(file);
    this.#ends.push(this.#length);
    if (this.#length >= BATCH_BYTES) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#files.length === 0) return;
    const lines = await gunzipWhole(Buffer.concat(this.#files), {
      chunkSize: this.#length + SPARE_BYTES,
      maxOutputLength: this.#length + SPARE_BYTES,
    });
    if (lines.length !== this.#length) throw new Error('a gzip file does not have the length it states');
    await this.#sink.appendAll(lines, this.#ends);
    this.#files = [];
    this.#ends = [];
    this.#length = 0;
  }
}
