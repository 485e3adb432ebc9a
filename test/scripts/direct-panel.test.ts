import { directPanel } from '../../scripts/direct-panel.ts';
import { recordsOf } from '../../scripts/world-facts.ts';
import { userDaysOf } from '../../scripts/world-usage.ts';
import { backtest } from '../../src/insights/backtest/backtest.ts';
import { sourceRecord } from '../../src/model/record.ts';
import { floorsOf } from '../../src/pipeline/proof/floors.ts';
import { type WorldProfile } from '../../src/sandbox/world/types.ts';
import { createWorld } from '../../src/sandbox/world/world.ts';

const optionsOf = (profile: WorldProfile) => ({
  seed: 7,
  profile,
  companies: 200,
  days: 400,
  endDay: '2026-11-22',
  eventsPerUserDay: 2,
});

test('demo profile: the default model reaches the three floors, on enough of everything', () => {
  const judged = backtest(directPanel(optionsOf('demo'), 30).panel, { rounds: 20 });
  expect(judged.horizons['60']?.red).toBeGreaterThanOrEqual(25);
  expect(judged.horizons['60']?.before.churners).toBeGreaterThanOrEqual(10);
  expect(floorsOf(judged).map(({ id, met }) => [id, met])).toEqual([
    ['red-multiple', true],
    ['churners-below-green', true],
    ['green-share', true],
  ]);
});

test('null profile: whatever the score says of who leaves is the segment and luck', () => {
  const { horizons } = backtest(directPanel(optionsOf('null'), 30).panel, { rounds: 100 });
  const [least, most] = horizons['90']?.ci.auc ?? [1, 0];
  expect(horizons['90']?.churned).toBeGreaterThan(20);
  expect(horizons['90']?.aucWithinSegments).toBeLessThan(0.62);
  expect(least).toBeLessThan(0.6);
  expect(most).toBeGreaterThan(0.45);
});

test('what is taken from the world is what a source may deliver, and nothing lies ahead', () => {
  const world = createWorld({ ...optionsOf('realistic'), companies: 12, days: 120 });
  for (const company of world.companies) {
    for (const record of recordsOf(world, company)) {
      expect(sourceRecord.safeParse(record)).toMatchObject({ success: true });
    }
    for (const { day, events, workflowsCompleted, workflowsStarted } of userDaysOf(world, company)) {
      expect(day >= company.customerSince && day <= '2026-11-22').toBe(true);
      expect(workflowsCompleted).toBeLessThanOrEqual(workflowsStarted);
      expect(events).toBeGreaterThanOrEqual(0);
    }
  }
});
