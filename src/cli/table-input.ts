import { createReadStream } from 'node:fs';
import { type Readable } from 'node:stream';
import { AppError } from '../errors.ts';

/**
 * The bytes of a file or, for `-`, of standard input.
 * @throws AppError `input-invalid` while reading, when the file cannot be read.
 */
export async function* readBytes(input: string, stdin: Readable): AsyncGenerator<Uint8Array> {
  const stream = input === '-' ? stdin : createReadStream(input, { highWaterMark: 1 << 18 });
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('input-invalid', `--input: ${input} cannot be read`, { cause });
  }
}
