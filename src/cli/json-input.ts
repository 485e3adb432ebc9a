import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { type Readable } from 'node:stream';
import { AppError } from '../errors.ts';

/** Numbers that JSON does not have but some writers emit. */
const BARE_NUMBERS = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;

/**
 * Reads a JSON document from a file or, for `-`, from standard input. `NaN` and `Infinity` are let through as
 * text, so that validation can name the company and path they stand at.
 * @throws AppError `input-invalid` when it cannot be read or is not JSON.
 */
export async function readJsonInput(input: string, stdin: Readable): Promise<unknown> {
  const source = await (input === '-' ? text(stdin) : readFile(input, 'utf8')).catch((cause: unknown) => {
    throw new AppError('input-invalid', `--input: ${input} cannot be read`, { cause });
  });
  try {
    return JSON.parse(source.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    const quoted = source.replace(BARE_NUMBERS, (token) => (token.startsWith('"') ? token : `"${token}"`));
    if (quoted !== source) {
      try {
        return JSON.parse(quoted) as unknown;
      } catch {
        // Broken in another way too: the first message is the useful one.
      }
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('input-invalid', `--input: ${input} is not valid JSON: ${reason}`, { cause: error });
  }
}
