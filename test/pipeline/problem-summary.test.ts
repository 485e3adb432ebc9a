import { summedProblems } from '../../src/pipeline/problem-summary.ts';
import { type PullProblem } from '../../src/pipeline/pull.ts';

const problem = (over: Partial<PullProblem> = {}): PullProblem => ({
  source: 'amplitude',
  stream: 'events',
  recordId: null,
  message: 'no account; the record was set aside',
  records: 1,
  retriable: false,
  ...over,
});

test('one reason is told once, with the sum of what the source summed and what it named', () => {
  const problems = [
    problem({ recordId: 'e-1' }),
    problem({ records: 39 }),
    problem({ records: 1 }),
    problem({ source: 'surveys', stream: 'files', recordId: '7:nps', message: 'no score' }),
  ];
  expect(summedProblems(problems, 5)).toEqual([
    { source: 'amplitude', message: 'events, 41 times, first e-1: no account; the record was set aside' },
    { source: 'surveys', message: 'files 7:nps: no score' },
  ]);
});

test('a failed stream stays as it says, also with a colon and a number in it', () => {
  const message = 'Stripe: 429: too many requests. Try again later';
  expect(summedProblems([problem({ source: 'stripe', stream: 'invoices', message, records: 0 })], 5)).toEqual(
    [{ source: 'stripe', message: `invoices: ${message}` }],
  );
});

test('what there is no room for is a number; failures come first, then the most frequent', () => {
  const problems = [
    problem({ message: 'a', records: 1 }),
    problem({ message: 'b', records: 3 }),
    problem({ message: 'c', records: 2 }),
    problem({ source: 'stripe', stream: 'invoices', message: 'the key was refused', records: 0 }),
  ];
  expect(summedProblems(problems, 2)).toEqual([
    { source: 'stripe', message: 'invoices: the key was refused' },
    { source: 'amplitude', message: 'events, 3 times: b' },
    { source: 'all', message: '3 more problems of other kinds' },
  ]);
  expect(summedProblems([], 1)).toEqual([]);
});
