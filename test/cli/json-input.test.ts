import { Readable } from 'node:stream';
import { readJsonInput } from '../../src/cli/json-input.ts';

const read = (text: string) => readJsonInput('-', Readable.from([text]));

test('reads standard input, with or without a byte order mark', async () => {
  expect(await read('{"a":1}')).toEqual({ a: 1 });
  expect(await read('\uFEFF[1]')).toEqual([1]);
});

test('numbers that JSON lacks arrive as text, for validation to name their place', async () => {
  expect(await read('{"a":NaN,"b":[-Infinity,"NaN"],"NaN":1}')).toEqual({
    a: 'NaN',
    b: ['-Infinity', 'NaN'],
    NaN: 1,
  });
});

test.each(['', '{', '{"a":NaN', 'nope'])('%j is refused', async (text) => {
  await expect(read(text)).rejects.toMatchObject({ code: 'input-invalid' });
});
