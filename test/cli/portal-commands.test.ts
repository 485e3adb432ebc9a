import { runCli } from '../../src/cli/index.ts';
import { type Services } from '../../src/cli/services.ts';
import { kpiView } from '../../src/model/kpi-view.ts';
import { proofView } from '../../src/model/proof.ts';
import { addDays } from '../../src/model/day.ts';
import { type SourceRecord } from '../../src/model/record.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { CRM_SOURCE, saveRecords } from '../../src/store/records.ts';
import { bill, depsOf, fillJudgedPortal, PORTAL, UNTIL } from '../pipeline/proof/judged-portal.ts';

let store: Store;
let closed = 0;
beforeAll(async () => {
  store = await openStore({ dataDir: null });
});
afterAll(() => store.close());

async function run(...args: string[]) {
  const seen = { json: [] as unknown[], lines: [] as string[], notes: [] as string[] };
  const openRuntime = async () => ({
    deps: depsOf(store),
    close: async () => {
      closed += 1;
    },
  });
  const services = { env: {}, openRuntime } as unknown as Services;
  const code = await runCli(args, services, {
    json: (value) => void seen.json.push(value),
    line: (text = '') => void seen.lines.push(text),
    note: (text) => void seen.notes.push(text),
    isTerminal: false,
  });
  return { code, json: seen.json, lines: seen.lines.join('\n'), notes: seen.notes.join('\n') };
}

test('before the first run the commands fail with what to do, and close what they opened', async () => {
  const check = await run('model', 'check');
  expect(check).toMatchObject({ code: 2, lines: '' });
  expect(check.notes).toContain('run "pulso sync" first');
  expect((await run('model', 'publish')).notes).toContain('no weights to propose');
  expect(await run('model', 'rollback')).toMatchObject({ code: 2 });
  expect(await run('kpis', '--grain', 'week')).toMatchObject({ code: 2 });
  expect((await run('model', 'rollback', '--to', '3')).notes).toContain('no version 3');
  expect(closed).toBe(3);
});

test('check, publish, versions, rollback', async () => {
  await fillJudgedPortal(store);
  const { code, lines } = await run('model', 'check');
  expect(code).toBe(0);
  expect(lines).toContain(`outcomes known until ${UNTIL}`);
  expect(lines).toMatch(/Power users.*raise/);
  expect(lines).toContain('met: Red customers leave at least 3 times as often');
  const { json } = await run('model', 'check', '--json');
  expect(json).toHaveLength(1);
  expect(proofView.parse(json[0]).weights.accepted).toBe(true);

  expect((await run('model', 'preview')).lines).toContain('nothing is stored');
  expect((await run('model', 'publish', '--note', 'learned')).lines).toContain('Published as version 1');
  expect((await run('model', 'publish')).lines).toContain('version 1');
  expect((await run('model', 'rollback', '--to', '0')).lines).toContain('as version 2');
  const versions = (await run('model', 'versions')).lines.split('\n');
  expect(versions).toHaveLength(3);
  expect(versions[0]).toMatch(/^\* 2 .* by operator$/);
  expect(versions[1]).toMatch(/^ {2}1 .* by operator: learned$/);
});

test('kpis by period and segment with formulas, costs and follow-ups', async () => {
  const survey = (accountId: string, daysAgo: number, score: number): SourceRecord => ({
    kind: 'survey',
    id: `n-${accountId}-${daysAgo}`,
    accountId,
    survey: 'nps',
    score,
    at: addDays(UNTIL, -daysAgo),
  });
  await saveRecords(store.db, PORTAL, CRM_SOURCE, [
    survey('1000', 3, 3),
    bill('1001', addDays(UNTIL, -5), 40),
  ]);
  const { code, json } = await run('kpis', '--json', '--periods', '3', '--retention-cost', '800');
  expect(code).toBe(0);
  const view = kpiView.parse(json[0]);
  expect(view.periods).toHaveLength(3);
  expect(view.periods.at(-1)).toMatchObject({ to: UNTIL, complete: false });
  const whole = view.periods[1]?.all.values;
  expect(whole?.crc).toBeCloseTo(800 / (whole?.customersAtStart ?? 0), 9);
  expect(view.periods[0]?.segments.map(({ segment }) => segment)).toEqual(['enterprise', 'mid']);
  expect(view.periods.at(-1)?.all.values.nps).toBe(-100);

  const { lines } = await run('kpis', '--segment', 'mid', '--periods', '2');
  expect(lines).toContain('Lost ÷ customers at the start × 100');
  expect(lines).toContain('Money in EUR.');
  expect(lines).toMatch(/Company 1000: detractor on .* Call the detractor within 24 hours, by/);
  expect(lines).toContain('Company 1001: contraction on');
});
