import fc from 'fast-check';
import { isReceipt, receiptOf, tellTheSame, withReceipt } from '../../src/model/breakdown-receipt.ts';

const breakdown = {
  v: 2,
  scoredAt: '2026-11-01T02:00:00.000Z',
  result: { score: 72.4 },
  sources: { amplitude: { status: 'ok', fetchedAt: '2026-11-01T01:00:00.000Z', reason: null } },
  tasks: [
    { stepId: 'a', taskId: '4711', status: 'open' },
    { stepId: 'b', taskId: null, status: 'open' },
  ],
};
const text = JSON.stringify(breakdown);
const changed = (changes: object) => JSON.stringify({ ...breakdown, ...changes });

test('is short, says which tasks are named, and is its own receipt', () => {
  const receipt = receiptOf(text);
  expect(receipt.length).toBeLessThan(200);
  expect(JSON.parse(receipt)).toMatchObject({ tasks: ['4711'] });
  expect(isReceipt(receipt)).toBe(true);
  expect(isReceipt(text)).toBe(false);
  expect(receiptOf(receipt)).toBe(receipt);
});

const TIMES_ALONE: [string, object][] = [
  ['scored later', { scoredAt: '2026-11-02T02:00:00.000Z' }],
  ['asked later', { sources: { amplitude: { status: 'ok', fetchedAt: null, reason: null } } }],
  [
    'other records set aside',
    {
      sources: {
        amplitude: { status: 'ok', fetchedAt: '2026-11-01T01:00:00.000Z', reason: null, setAside: 12 },
      },
    },
  ],
];
test.each(TIMES_ALONE)('%s: the same story in another text', (_what, changes) => {
  const other = changed(changes);
  expect(receiptOf(other)).not.toBe(receiptOf(text));
  expect(tellTheSame(other, text)).toBe(true);
  expect(tellTheSame(receiptOf(other), text)).toBe(true);
  expect(tellTheSame(other, receiptOf(text))).toBe(true);
});

const NEWS: [string, object][] = [
  ['another score', { result: { score: 72.5 } }],
  ['a source that failed', { sources: { amplitude: { ...breakdown.sources.amplitude, status: 'error' } } }],
  ['another task', { tasks: [{ stepId: 'a', taskId: '4712', status: 'open' }] }],
  ['a name that looks like a time', { note: '"scoredAt":"2026-11-01"' }],
];
test.each(NEWS)('%s is another story', (_what, changes) => {
  expect(tellTheSame(changed(changes), text)).toBe(false);
  expect(tellTheSame(receiptOf(changed(changes)), receiptOf(text))).toBe(false);
});

test('words of people that look like fields are told apart', () => {
  const said = (reason: string) => changed({ pulse: { reason } });
  expect(tellTheSame(said('"scoredAt":"1"'), said('"scoredAt":"2"'))).toBe(false);
});

test('nothing is the same as nothing alone, and garbage as the same garbage', () => {
  expect(tellTheSame('', '')).toBe(true);
  expect(tellTheSame('', text)).toBe(false);
  expect(tellTheSame(text, '')).toBe(false);
  expect(receiptOf('')).toBe('');
  expect(tellTheSame('{"v":1', '{"v":1')).toBe(true);
  expect(tellTheSame('{"v":1', '{"v":2')).toBe(false);
});

test('of properties only the breakdown is remembered by its receipt, and not what is still to be taken over', () => {
  expect(withReceipt({ health_score: '72.4', health_breakdown: text })).toEqual({
    health_score: '72.4',
    health_breakdown: receiptOf(text),
  });
  const entered = { health_breakdown: changed({ basis: { entered: { pulses: [], overrides: [] } } }) };
  expect(withReceipt(entered)).toEqual(entered);
  expect(withReceipt({ health_breakdown: null, health_score: '1' })).toEqual({
    health_breakdown: null,
    health_score: '1',
  });
});

test('a receipt that somebody put into HubSpot is a text like any other', () => {
  const kept = withReceipt({ health_breakdown: receiptOf(text) });
  expect(tellTheSame(kept['health_breakdown'] ?? '', text)).toBe(false);
  expect(tellTheSame('{"receipt":', text)).toBe(false);
});

test('any text has a receipt that tells it from every other', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (left, right) => {
      expect(receiptOf(left) === receiptOf(right)).toBe(left === right);
      expect(receiptOf(receiptOf(left))).toBe(receiptOf(left));
    }),
  );
});
