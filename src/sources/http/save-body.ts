import { open } from 'node:fs/promises';

/** Writes a body to a file, replacing what is there; returns its size in bytes. */
export async function saveBody(chunks: AsyncIterable<Uint8Array>, file: string): Promise<number> {
  const handle = await open(file, 'w');
  let size = 0;
  try {
    for await (const chunk of chunks) {
      await handle.write(chunk);
      size += chunk.byteLength;
    }
  } finally {
    await handle.close();
  }
  return size;
}
