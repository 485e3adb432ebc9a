import { readFile, writeFile } from 'node:fs/promises';

/** Leaves a file with the same text alone: a new time would have it read again. */
export async function writeChanged(file: string, text: string): Promise<void> {
  if ((await readFile(file, 'utf8').catch(() => null)) !== text) await writeFile(file, text);
}
