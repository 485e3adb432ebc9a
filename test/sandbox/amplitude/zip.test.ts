import { type ZipFile, zipStored } from '../../../src/sandbox/amplitude/zip.ts';
import { fromBuffer } from 'yauzl';

function archive(files: readonly ZipFile[]): Buffer {
  return Buffer.concat([...zipStored(files)]);
}

test('the same files give the same bytes', () => {
  const files = [{ name: 'a/ü#0.gz', data: Buffer.from('x') }];
  expect(archive(files).equals(archive(files))).toBe(true);
});

test('an independent reader finds names and sizes, also of empty files', async () => {
  const bytes = archive([
    { name: 'a/ü#0.gz', data: Buffer.from('abc') },
    { name: 'b', data: Buffer.alloc(0) },
  ]);
  const found = await new Promise<string[]>((resolve, reject) => {
    fromBuffer(bytes, (error, zip) => {
      if (error) {
        reject(error);
        return;
      }
      const seen: string[] = [];
      zip.on('entry', ({ fileName, uncompressedSize }) => seen.push(`${fileName} ${uncompressedSize}`));
      zip.on('end', () => resolve(seen));
      zip.on('error', reject);
    });
  });
  expect(found).toEqual(['a/ü#0.gz 3', 'b 0']);
});

test('more files than the format counts are refused', () => {
  const file = { name: 'f', data: Buffer.alloc(0) };
  expect(() => archive(Array<ZipFile>(65_536).fill(file))).toThrow(RangeError);
});
