import { backtest } from '../../src/insights/backtest/backtest.ts';
import { STAYED } from '../../src/insights/panel/panel.ts';
import { rocAuc } from '../../src/insights/ranking.ts';
import { IndicatorPanelBuilder } from '../../src/insights/weights/indicator-panel-builder.ts';
import { proposeWeights } from '../../src/insights/weights/propose.ts';
import { dayNumber } from '../../src/model/day.ts';
import { type Line, readTable as table, testWith as has } from './shared-tables.ts';

/** RavenStack writes 27-10-2024. */
const fromDmy = (text: string) => dayNumber(text.slice(0, 10).split('-').reverse().join('-'));

/** Numbers ascending; how many lie in [from, to]. */
function countBetween(days: readonly number[], from: number, to: number): number {
  return days.filter((day) => day >= from && day <= to).length;
}

function groupDays(lines: readonly Line[], key: string, day: (line: Line) => number): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const line of lines) {
    const days = groups.get(line[key] ?? '');
    if (days === undefined) groups.set(line[key] ?? '', [day(line)]);
    else days.push(day(line));
  }
  return groups;
}

describe('RavenStack: behaviour that carries no signal', () => {
  let behaviourOnce: ReturnType<typeof readBehaviour> | undefined;
  const behaviour = () => (behaviourOnce ??= readBehaviour());

  function readBehaviour() {
    const account = new Map(
      table('ravenstack/ravenstack_subscriptions.csv').map((line) => [
        line.subscription_id,
        line.account_id ?? '',
      ]),
    );
    const usage = groupDays(
      table('ravenstack/ravenstack_feature_usage.csv').map((line) => ({
        ...line,
        account_id: account.get(line.subscription_id ?? '') ?? '',
      })),
      'account_id',
      (line) => fromDmy(line.usage_date ?? ''),
    );
    const tickets = groupDays(table('ravenstack/ravenstack_support_tickets.csv'), 'account_id', (line) =>
      fromDmy(line.submitted_at ?? ''),
    );
    const losses = groupDays(table('ravenstack/ravenstack_churn_events.csv'), 'account_id', (line) =>
      fromDmy(line.churn_date ?? ''),
    );
    const end = Math.max(...[...usage.values()].flat());
    const builder = new IndicatorPanelBuilder();
    for (const { account_id: id = '', signup_date: signup = '' } of table(
      'ravenstack/ravenstack_accounts.csv',
    )) {
      const lostOn = Math.min(STAYED, ...(losses.get(id) ?? []));
      for (let asOf = fromDmy(signup) + 60; asOf <= end && asOf < lostOn; asOf += 30) {
        const used = countBetween(usage.get(id) ?? [], asOf - 29, asOf);
        const before = countBetween(usage.get(id) ?? [], asOf - 59, asOf - 30);
        const opened = countBetween(tickets.get(id) ?? [], asOf - 29, asOf);
        const cells = [
          { id: 'usage', dimension: 'product', score: Math.min(100, used * 20) },
          { id: 'trend', dimension: 'product', score: Math.min(100, Math.max(0, 50 + 20 * (used - before))) },
          { id: 'tickets', dimension: 'relationship', score: Math.max(0, 100 - opened * 25) },
        ];
        const score = cells.reduce((sum, cell) => sum + cell.score, 0) / cells.length;
        const unknown = { arr: Number.NaN, pulse: Number.NaN, daysSinceLastLogin: Number.NaN };
        builder.add({ companyId: id, asOf, score, lostOn, segment: null, ...unknown }, cells);
      }
    }
    return { input: builder.build(), end };
  }

  has('ravenstack')('the fit says "no reliable signal" and keeps the weights', () => {
    const { input, end } = behaviour();
    const current = input.indicators.map(({ id, dimension }) => ({ id, dimension, share: 1 / 3 }));
    const proposal = proposeWeights(input, current, { knownUntil: end, rounds: 200 });
    expect(proposal.learnedFrom.events).toBeGreaterThanOrEqual(30);
    expect(proposal).toMatchObject({ accepted: false, verdict: 'no-reliable-signal' });
  });

  has('ravenstack')(
    'trap: late scores kept only because the customer left flatter; honestly it is guessing',
    () => {
      const { input, end } = behaviour();
      const { panel } = input;
      const honest = backtest(panel, { knownUntil: end, rounds: 200 }).horizons['90'];
      expect(honest?.ci.auc?.[0]).toBeLessThan(0.5);
      const isLost = (row: number) => panel.lostOn[panel.company[row]!]! - panel.asOf[row]! <= 90;
      const closed = [...panel.asOf.keys()].filter((row) => end - panel.asOf[row]! >= 90);
      const kept = [...panel.asOf.keys()].filter((row) => end - panel.asOf[row]! >= 90 || isLost(row));
      const auc = (rows: number[]) =>
        rocAuc(
          rows.map((row) => panel.score[row]!),
          rows.map(isLost),
          'lower-is-positive',
        );
      expect(honest?.auc).toBeCloseTo(auc(closed) ?? 0, 12);
      expect(kept.length).toBeGreaterThan(closed.length);
      expect(auc(kept)).not.toBeCloseTo(auc(closed) ?? 0, 3);
    },
  );
});
