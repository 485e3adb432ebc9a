import { type FileHandle } from 'node:fs/promises';
import { errorForGarbage } from '../http/upstream-error.ts';
import { say } from '../../model/messages/message.ts';
import { AMPLITUDE } from './export-api.ts';

const NEWLINE = 10;

/** Appends files to one file so that each starts on a new line, up to an allowance of bytes in all. */
export class LineSink {
  readonly #target: FileHandle;
  readonly #allowance: number;
  #written = 0;

  constructor(target: FileHandle, allowance: number) {
    this.#target = target;
    this.#allowance = allowance;
  }

  /** Bytes that may still come. */
  get left(): number {
    return this.#allowance - this.#written;
  }

  async append(source: AsyncIterable<Buffer>): Promise<void> {
    let last = NEWLINE;
    for await (const chunk of source) {
      await this.#write(chunk);
      last = chunk.at(-1) ?? last;
    }
    if (last !== NEWLINE) await this.#target.write('\n');
  }

  /** Several files in one buffer; `ends` are the places behind each. */
  async appendAll(files: Buffer, ends: readonly number[]): Promise<void> {
    let start = 0;
    for (const end of ends) {
      if (end === start || files[end - 1] === NEWLINE) continue;
      await this.#write(files.subarray(start, end));
      await this.#target.write('\n');
      start = end;
    }
    if (start < files.length) await this.#write(files.subarray(start));
  }

  async #write(chunk: Buffer): Promise<void> {
    this.#written += chunk.byteLength;
    if (this.#written > this.#allowance) {
      throw errorForGarbage(AMPLITUDE, say('garbage.export-over', { bytes: this.#allowance }));
    }
    await this.#target.write(chunk);
  }
}
