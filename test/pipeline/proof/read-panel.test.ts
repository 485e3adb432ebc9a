import { STAYED } from '../../../src/insights/panel/panel.ts';
import { dayNumber } from '../../../src/model/day.ts';
import { readPanel } from '../../../src/pipeline/proof/read-panel.ts';

async function* bytes(text: string) {
  yield Buffer.from(text);
}
const read = (text: string) => readPanel(bytes(text));
const HEADER = 'companyId,asOf,score,churnedAt';

test('reads what is there, in any order of columns; absent stays unknown', async () => {
  const panel = await read(
    'score,segment,churnedAt,asOf,companyId,extra\n70.5,smb,,2026-01-01,a,x\n,smb,2026-03-01,2026-01-01,b,y\n',
  );
  expect(panel.companies).toEqual(['a', 'b']);
  expect([...panel.lostOn]).toEqual([STAYED, dayNumber('2026-03-01')]);
  expect([...panel.score]).toEqual([70.5]);
  expect(panel.leftOut.notScored).toBe(1);
  expect([...panel.arr, ...panel.pulse, ...panel.daysSinceLastLogin]).toEqual([NaN, NaN, NaN]);
});

test('NDJSON gives the same panel as CSV', async () => {
  const csv = await read(`${HEADER},arr\na,2026-01-01,70,,12\nb,2026-01-01,30,2026-02-01,5`);
  const lines = [
    { companyId: 'a', asOf: '2026-01-01', score: 70, churnedAt: null, arr: 12 },
    { companyId: 'b', asOf: '2026-01-01', score: 30, churnedAt: '2026-02-01', arr: 5 },
  ];
  expect(await read(lines.map((line) => JSON.stringify(line)).join('\n'))).toEqual(csv);
});

test.each([
  ['a missing column', 'companyId,asOf,score\na,2026-01-01,3', 'there is no column churnedAt'],
  ['no company', `${HEADER}\n,2026-01-01,3,`, 'companyId is empty'],
  ['no day', `${HEADER}\na,,3,`, 'Line 2, company a: asOf is ""'],
  ['a day that does not exist', `${HEADER}\na,2026-02-30,3,`, 'asOf is "2026-02-30"'],
  ['a score that is no number', `${HEADER}\na,2026-01-01,high,`, 'Line 2, company a: score is "high"'],
  ['NaN', `${HEADER}\na,2026-01-01,NaN,`, 'score is "NaN"'],
  ['a score below 0', `${HEADER}\na,2026-01-01,-1,`, 'score is "-1"'],
  ['an infinite score', `${HEADER}\na,2026-01-01,1e999,`, 'score is "1e999"'],
  ['a loss that is no day', `${HEADER}\na,2026-01-01,3,soon`, 'churnedAt is "soon"'],
  ['a company twice on a day', `${HEADER}\na,2026-01-01,3,\na,2026-01-01,4,`, 'two scores of 2026-01-01'],
])('refuses %s, naming company and column', async (_what, text, message) => {
  await expect(read(text)).rejects.toMatchObject({
    code: 'input-invalid',
    message: expect.stringContaining(message) as string,
  });
});
