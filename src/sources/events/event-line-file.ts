import { open, type FileHandle } from 'node:fs/promises';
import { type EventLine } from './event-line.ts';

const BUFFERED_CHARACTERS = 1024 ** 2;

/** Writes event lines to a file, in few large writes. */
export class EventLineFile {
  readonly #handle: FileHandle;
  #pending = '';

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Fills a file by `fill`, replacing what is there; the file is complete when this resolves. */
  static async write<Result>(file: string, fill: (lines: EventLineFile) => Promise<Result>): Promise<Result> {
    const handle = await open(file, 'w');
    try {
      const lines = new EventLineFile(handle);
      const result = await fill(lines);
      await lines.#flush();
      return result;
    } finally {
      await handle.close();
    }
  }

  async add(line: EventLine): Promise<void> {
    this.#pending += `${JSON.stringify(line)}\n`;
    if (this.#pending.length >= BUFFERED_CHARACTERS) await this.#flush();
  }

  async #flush(): Promise<void> {
    await this.#handle.write(this.#pending);
    this.#pending = '';
  }
}
