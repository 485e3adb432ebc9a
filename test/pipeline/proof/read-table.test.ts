import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { readTable } from '../../../src/pipeline/proof/read-table.ts';

async function* inPieces(text: string, size: number) {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function read(text: string, size = 1 << 16) {
  const seen = { columns: [] as readonly string[], rows: [] as string[][], lines: [] as number[] };
  await readTable(inPieces(text, size), {
    columns: (names) => void (seen.columns = names),
    row(cells, line) {
      seen.rows.push([...cells]);
      seen.lines.push(line);
    },
  });
  return seen;
}

const cell = fc.oneof(fc.stringMatching(/^[a-z0-9]{0,5}$/), fc.stringMatching(/^[a-z",\n\r é€]{0,6}$/));
const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

test('reads what csv-parse reads, whatever the pieces', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom('\n', '\r\n'),
      async (rows, size, end) => {
        const text = [['a', 'b', 'c'], ...rows].map((row) => row.map(quoted).join(',')).join(end);
        const expected = parse(text, { from_line: 2, record_delimiter: end });
        expect((await read(text, size)).rows).toEqual(expected);
      },
    ),
    { numRuns: 300 },
  );
});

test('counts the lines of the file, also within cells, and skips the mark of the byte order', async () => {
  const { columns, lines } = await read('\uFEFFa,b\n"x\ny",1\n\nz,2\n');
  expect(columns).toEqual(['a', 'b']);
  expect(lines).toEqual([2, 5]);
});

test('NDJSON: new fields become columns, null and absent are empty', async () => {
  const { columns, rows } = await read('{"a":1}\n\n{"b":"x","a":null}\n{"c":true}', 3);
  expect(columns).toEqual(['a', 'b', 'c']);
  expect(rows).toEqual([['1'], ['', 'x'], ['', '', 'true']]);
});

test.each([
  ['nothing', '', 'is empty'],
  ['blank lines', '\n \n', 'is empty'],
  ['a row too long', 'a,b\n1,2\n1,2,3', 'Line 3: 3 cells, but the header has 2'],
  ['a column twice', 'a,b,a\n1,2,3', 'column "a" appears twice'],
  ['a quote never closed', 'a\n"x\ny\n', 'Line 2: a quoted cell is never closed'],
  ['a quote inside a cell', 'a\nx"y"\n', 'Line 2: a quote stands inside'],
  ['text after a quoted cell', 'a\n"x"y\n', 'Line 2: a quote stands inside'],
  ['broken JSON', '{"a":1}\n{"a":', 'Line 2: not valid JSON'],
  ['JSON that is no object', '{"a":1}\n[1]', 'Line 2: expected a JSON object'],
  ['nested JSON', '{"a":{"b":1}}', 'Line 1: a is neither text nor number'],
])('refuses %s, naming the line', async (_what, text, message) => {
  await expect(read(text)).rejects.toMatchObject({
    code: 'input-invalid',
    message: expect.stringContaining(message) as string,
  });
});
