import { type Page } from '../../src/model/source.ts';
import { storableJson } from '../../src/store/bulk.ts';
import { storablePage } from '../../src/store/storable-page.ts';
import { say } from '../../src/model/messages/message.ts';

const LONG = 'x'.repeat(513);
const account = (externalId: string) => ({
  externalId,
  name: null,
  domains: [],
  emails: [],
  hubspotCompanyId: null,
});
const charge = (id: string, accountId = 'a') => ({
  kind: 'failed-charge' as const,
  id,
  accountId,
  at: '2026-01-01',
});
const day = (accountId: string, features = {}) => ({
  accountId,
  userId: 'u',
  day: '2026-01-01',
  chunk: '2026-01-01',
  events: 1,
  workflowsStarted: 0,
  workflowsCompleted: 0,
  features,
  integrations: [],
  email: null,
});
const range = { from: '2026-01-01', to: '2026-01-01' };
const page = (over: Partial<Page<number>>): Page<number> => ({ cursor: 1, read: 1, ...over });

describe('what no key can hold is set aside', () => {
  test.each([
    ['accounts', { accounts: [account('a'), account(LONG)] }],
    ['records', { records: [charge('a'), charge(LONG)] }],
    ['records of such an account', { records: [charge('a'), charge('b', LONG)] }],
    ['usage', { usage: { replaces: range, coverage: range, rows: [day('a'), day(LONG)] } }],
    [
      'features',
      { usage: { replaces: range, coverage: range, rows: [day('a'), day('b', { [LONG]: 'basic' })] } },
    ],
  ])('%s', (_name, over) => {
    const { accounts, records, usage, quarantined } = storablePage('s', page(over));
    expect([...(accounts ?? []), ...(records ?? []), ...(usage?.rows ?? [])]).toHaveLength(1);
    expect(quarantined).toEqual([
      { stream: 's', recordId: LONG.slice(0, 512), reason: say('id.too-long', { most: 512 }) },
    ]);
  });

  test.each(['a\0b', '\ud800', 'a\udc00'])('an id with a NUL or half a character: %j', (id) => {
    const { accounts, quarantined } = storablePage('s', page({ accounts: [account(id)] }));
    expect(accounts).toEqual([]);
    expect(quarantined?.[0]?.reason).toEqual(say('id.characters'));
    expect(quarantined?.[0]?.recordId?.isWellFormed()).toBe(true);
  });

  test('a deletion of such an id is nothing, for it was never stored', () => {
    const deleted = [
      { kind: 'deal', id: '1' },
      { kind: 'deal', id: LONG },
    ] as const;
    expect(storablePage('s', page({ deleted })).deleted).toEqual([deleted[0]]);
  });

  test('reports of sources are shortened and cleaned', () => {
    const quarantined = [
      { stream: 's', recordId: `\0${LONG}`, reason: say('hubspot.said', { said: `\0${'r'.repeat(2_000)}` }) },
    ];
    const [report] = storablePage('s', page({ quarantined })).quarantined ?? [];
    expect(report?.recordId).toHaveLength(512);
    expect(report?.reason).toEqual(say('hubspot.said', { said: 'r'.repeat(1_000) }));
  });

  test('a whole page stays as it is', () => {
    const whole = page({
      accounts: [account('a 💥')],
      records: [charge('1')],
      usage: { replaces: range, coverage: range, rows: [day('a', { report: 'basic' })] },
    });
    expect(storablePage('s', whole)).toEqual(whole);
  });
});

describe('JSON for the store', () => {
  test.each([
    ['a\0b', 'ab'],
    ['\0\0', ''],
    ['\ud800', '\ufffd'],
    ['\udc00\ud800x', '\ufffd\ufffdx'],
    ['💥', '💥'],
    ['\\u0000 as text', '\\u0000 as text'],
    ['\\\0', '\\'],
    ['\\\\ud800', '\\\\ud800'],
  ])('%j', (text, stored) => {
    expect(JSON.parse(storableJson(JSON.stringify({ text })))).toEqual({ text: stored });
  });
});
