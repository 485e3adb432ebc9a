import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runCli } from '../../src/cli/index.ts';
import { type Services } from '../../src/cli/services.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pulso-proof-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: string[]) {
  const seen = { json: [] as unknown[], lines: [] as string[], notes: [] as string[] };
  // The commands under test read files only; a service that is reached for is missing and fails the test.
  const code = await runCli(args, { clock: () => new Date('2026-11-01T10:00:00Z'), env: {} } as Services, {
    json: (value) => void seen.json.push(value),
    line: (text = '') => void seen.lines.push(text),
    note: (text) => void seen.notes.push(text),
    isTerminal: false,
  });
  return { code, json: seen.json, lines: seen.lines.join('\n'), notes: seen.notes.join('\n') };
}

function file(content: string): string {
  const name = path.join(folder, 'input.csv');
  writeFileSync(name, content);
  return name;
}

const PANEL = `companyId,asOf,score,churnedAt
a,2026-01-01,20,2026-01-21
b,2026-01-01,90,
c,2026-01-01,85,2026-02-10
b,2026-04-15,91,
`;

test('backtest prints one JSON document with the figures of the contract', async () => {
  const { code, json, lines } = await run('backtest', '--input', file(PANEL), '--json', '--rounds', '20');
  expect({ code, lines }).toEqual({ code: 0, lines: '' });
  expect(json).toHaveLength(1);
  expect(json[0]).toMatchObject({
    horizons: {
      30: {
        n: 3,
        churned: 1,
        baseRate: 1 / 3,
        auc: 1,
        prAuc: 1,
        precisionAtRed: 1,
        recallAtRed: 1,
        redMultiple: 3,
        churnersBelowGreen: 1,
        ci: { auc: [1, 1] },
      },
      60: { n: 3, churned: 2 },
      90: { n: 3, churned: 2 },
    },
    missedChurners: [{ companyId: 'c', score: 85 }],
  });
});

test('people get tables, the names missed, and notes beside them', async () => {
  const { code, lines, notes } = await run(
    'backtest',
    '--input',
    file(`${PANEL}a,2026-03-01,5,2026-01-21\n`),
  );
  expect(code).toBe(0);
  expect(lines).toContain('missed: c, 85.0 on 2026-01-01, lost on 2026-02-10');
  expect(lines).toMatch(/^ *30 +3 +1 +33\.3 %/m);
  expect(notes).toContain('1 scores left out: the customer was lost already');
});

test('a panel too young says so instead of showing figures', async () => {
  const { notes } = await run('backtest', '--input', file(PANEL), '--known-until', '2026-01-10');
  expect(notes).toContain('30 days: no score is old enough, outcomes are known until 2026-01-10');
});

test('fit prints coefficients, and what it did with odd columns', async () => {
  const rows = Array.from({ length: 80 }, (_, row) => `${row},gold,${Number(row % 3 === 0 || row > 60)}`);
  const input = file(`x,plan,y\n${rows.join('\n')}`);
  const { code, lines, notes } = await run('fit', '--input', input, '--target', 'y');
  expect(code).toBe(0);
  expect(lines).toMatch(/^x +\d/m);
  expect(notes).toContain('plan: left out, it holds text ("gold")');
  const { json } = await run('fit', '--input', input, '--target', 'y', '--json', '--l2', '0.5');
  expect(json[0]).toMatchObject({ coefficients: { x: expect.any(Number) as number }, n: 80 });
});

test.each([
  [['backtest'], '--input'],
  [['backtest', '--input', '/nowhere/panel.csv'], 'cannot be read'],
  [['backtest', '--input', 'FILE', '--known-until', 'soon'], 'expected a date'],
  [['fit', '--input', 'FILE'], '--target'],
  [['fit', '--input', 'FILE', '--target', 'nothing'], 'there is no column "nothing"'],
  [['fit', '--input', 'FILE', '--target', 'y', '--l2', '0'], 'expected a number above 0'],
  [['fit', '--input', 'FILE', '--target', 'y'], 'Not enough to learn from: 1 events'],
])('%j ends with code 2 and says what is wrong', async (args, message) => {
  const input = file('x,y\n1,0\n2,1\n');
  const { code, json, notes } = await run(...args.map((each) => (each === 'FILE' ? input : each)), '--json');
  expect(notes).toContain(message);
  expect({ code, json }).toEqual({ code: 2, json: [] });
});

test('report writes one HTML file in the language asked for and says where', async () => {
  const target = path.join(folder, 'report.html');
  const { code, lines } = await run('report', '--input', file(PANEL), '--output', target, '--locale', 'es');
  expect({ code, lines }).toEqual({ code: 0, lines: target });
  expect(readFileSync(target, 'utf8')).toContain('¿Predice la puntuación de salud?');
  const nowhere = await run('report', '--input', file(PANEL), '--output', '/nowhere/x.html');
  expect(nowhere).toMatchObject({ code: 2, notes: expect.stringContaining('--output') as string });
});
