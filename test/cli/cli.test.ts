import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runCli } from '../../src/cli/index.ts';
import { type Output } from '../../src/cli/output.ts';
import { type Services } from '../../src/cli/services.ts';
import { AppError } from '../../src/errors.ts';
import { scoreDocument } from '../../src/model/result.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pulso-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const refuse = (what: string) => () => Promise.reject(new AppError('internal', `${what} must not be called`));
const services: Services = {
  env: {},
  clock: () => new Date('2026-11-01T10:00:00Z'),
  openRuntime: refuse('openRuntime'),
  openStore: refuse('openStore'),
  replay: refuse('replay'),
  serveRuntime: refuse('serveRuntime'),
  serve: refuse('serve'),
  administer: refuse('administer'),
  doctor: refuse('doctor'),
  generateKey: () => 'a-key',
  startPreview: refuse('startPreview'),
};

async function run(...args: string[]) {
  const seen = { json: [] as unknown[], lines: [] as string[], notes: [] as string[] };
  const output: Output = {
    json: (value) => void seen.json.push(value),
    line: (text = '') => void seen.lines.push(text),
    note: (text) => void seen.notes.push(text),
    isTerminal: false,
  };
  const code = await runCli(args, services, output);
  return { code, ...seen, notes: seen.notes.join('\n') };
}

function file(content: unknown): string {
  const name = path.join(folder, `${Math.random()}.json`);
  writeFileSync(name, typeof content === 'string' ? content : JSON.stringify(content));
  return name;
}

const acme = { companyId: 'c-1', business: { roi: { value: 3, cost: 1 } } };

test('score prints the document of the contract, and nothing else', async () => {
  const { code, json, lines } = await run(
    'score',
    '--input',
    file({ asOf: '2026-10-31', companies: [acme] }),
    '--json',
  );
  expect(code).toBe(0);
  expect(lines).toEqual([]);
  const document = scoreDocument.parse(json[0]);
  expect(document).toMatchObject({ asOf: '2026-10-31', model: { id: 'three-dimension' } });
  expect(document.results[0]).toMatchObject({ companyId: 'c-1', provisional: true });
});

test('the as-of day: flag, then file, then today', async () => {
  const withDay = file({ asOf: '2026-10-31', companies: [] });
  const without = file({ companies: [] });
  const asOf = async (...args: string[]) =>
    ((await run('score', '--json', ...args)).json[0] as { asOf: string }).asOf;
  expect(await asOf('--input', withDay, '--as-of', '2026-09-01')).toBe('2026-09-01');
  expect(await asOf('--input', withDay)).toBe('2026-10-31');
  expect(await asOf('--input', without)).toBe('2026-11-01');
});

test('a company nothing is known of has no score, which is not 0', async () => {
  const { json } = await run('score', '--json', '--input', file({ companies: [{ companyId: 'c-2' }] }));
  expect(json[0]).toMatchObject({ results: [{ score: null, band: 'unknown', coverage: 0 }] });
});

test('people get a table, and warnings beside it', async () => {
  const { code, lines, notes } = await run(
    'score',
    '--input',
    file({ companies: [{ ...acme, colour: 'red' }] }),
  );
  expect(code).toBe(0);
  expect(lines.join('\n')).toContain('c-1');
  expect(notes).toContain('warning: company c-1: companies[0].colour: unknown field, ignored');
});

test.each([
  [
    'NaN',
    '{"companies":[{"companyId":"c-1","usage":{"seats":NaN}}]}',
    'company c-1: companies[0].usage.seats',
  ],
  [
    'Infinity',
    '{"companies":[{"companyId":"c-1","usage":{"seats":-Infinity}}]}',
    'company c-1: companies[0].usage.seats',
  ],
  [
    'a wrong type',
    '{"companies":[{"companyId":"c-1","usage":{"seats":"many"}}]}',
    'company c-1: companies[0].usage.seats',
  ],
  [
    'a duplicate',
    '{"companies":[{"companyId":"c-1"},{"companyId":"c-1"}]}',
    'company c-1: companies[1].companyId',
  ],
  ['no JSON at all', 'companies: none', 'is not valid JSON'],
  ['NaN in otherwise broken JSON', '{"companies":[NaN', 'is not valid JSON'],
  ['an empty file', '', 'is not valid JSON'],
])('%s ends with code 2, names the place and prints no result', async (_what, content, message) => {
  const { code, json, lines, notes } = await run('score', '--json', '--input', file(content));
  expect(code).toBe(2);
  expect(notes).toContain(message);
  expect([...json, ...lines]).toEqual([]);
});

test('text that only looks like NaN stays text', async () => {
  const { code, json } = await run(
    'score',
    '--json',
    '--input',
    file('{"companies":[{"companyId":"NaN","name":"a \\"NaN\\" b"}]}'),
  );
  expect(code).toBe(0);
  expect(json[0]).toMatchObject({ results: [{ companyId: 'NaN' }] });
});

test.each([
  [['score'], '--input'],
  [['score', '--input', '/nowhere/x.json'], 'cannot be read'],
  [['score', '--input', 'FILE', '--model', 'nonsense'], 'three-dimension'],
  [['score', '--input', 'FILE', '--as-of', 'soon'], '--as-of'],
  [['score', '--input', 'FILE', '--nonsense'], '--nonsense'],
  [['nonsense'], 'nonsense'],
  [['demo', '--companies', 'many'], '--companies'],
  [['sandbox', '--port', '1', '--faults', '2'], '--faults'],
  [['sandbox', '--port', '1', '--rate-limit', 'fast'], '110/10s'],
  [['pull', '--source', 'x', '--since', 'yesterday'], '--since'],
])('%j ends with code 2 and says what is wrong', async (args, message) => {
  const { code, notes } = await run(
    ...args.map((each) => (each === 'FILE' ? file({ companies: [] }) : each)),
  );
  expect(notes).toContain(message);
  expect(code).toBe(2);
});
