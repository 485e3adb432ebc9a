import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import yazl from 'yazl';
import { unpackExport } from '../../../src/sources/amplitude/unpack.ts';

async function zipOf(files: Readonly<Record<string, Buffer>>, compress: boolean): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, data] of Object.entries(files)) zip.addBuffer(data, name, { compress });
  zip.end();
  return buffer(zip.outputStream);
}

describe.each([
  ['an archive held in memory', undefined],
  ['an archive read from the disk', 0],
])('%s', (_name, heldBytes) => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'pulso-unpack-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  async function unpacked(archive: Buffer): Promise<string> {
    const zip = path.join(folder, 'export.zip');
    const lines = path.join(folder, 'lines');
    await writeFile(zip, archive);
    const target = await open(lines, 'w');
    try {
      await unpackExport(zip, target, new AbortController().signal, heldBytes);
    } finally {
      await target.close();
    }
    return readFile(lines, 'utf8');
  }

  const FILES = {
    '1_0.json.gz': gzipSync('{"a":1}'),
    '1_1.json.gz': gzipSync('{"a":2}\n'),
    '1_2.json': Buffer.from('{"a":3}'),
  };

  test.each([false, true])('every file starts on a new line (compressed twice: %s)', async (compress) => {
    expect(await unpacked(await zipOf(FILES, compress))).toBe('{"a":1}\n{"a":2}\n{"a":3}\n');
  });

  test('a gzip file that was cut off is an error, and so is an archive without its end', async () => {
    const cut = { '1_0.json.gz': gzipSync('{"a":1}'.repeat(1000)).subarray(0, 40) };
    await expect(unpacked(await zipOf(cut, false))).rejects.toMatchObject({ code: 'upstream-invalid' });
    const whole = await zipOf(FILES, false);
    await expect(unpacked(whole.subarray(0, whole.length - 10))).rejects.toMatchObject({
      code: 'upstream-invalid',
    });
  });
});
