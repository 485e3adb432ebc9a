import { createWorld } from '../../../src/sandbox/world/world.ts';

const world = createWorld({ seed: 3, profile: 'realistic', companies: 300, days: 400, endDay: '2026-10-31' });

test('goals are read while somebody is a customer, never after, and progress does not go back', () => {
  for (const { customerSince, success, truth } of world.companies) {
    const last = new Map<string, number>();
    for (const { name, measuredDay, progress } of success.goals) {
      expect(measuredDay >= customerSince && measuredDay <= world.options.endDay).toBe(true);
      expect(truth.churnDay === null || measuredDay < truth.churnDay).toBe(true);
      expect(progress).toBeGreaterThanOrEqual(last.get(name) ?? 0);
      last.set(name, progress);
    }
  }
});

test('many customers have no plan, and what there is differs between them', () => {
  const planned = world.companies.filter(({ success }) => success.goals.length > 0);
  expect(planned.length).toBeGreaterThan(60);
  expect(planned.length).toBeLessThan(210);
  const multiples = world.companies.flatMap(({ success }) =>
    success.roi.map(({ value, cost }) => value / cost),
  );
  expect(Math.min(...multiples)).toBeLessThan(1.5);
  expect(Math.max(...multiples)).toBeGreaterThan(4);
});

test('the same world is the same again', () => {
  const again = createWorld(world.options);
  expect(again.companies.map(({ success }) => success)).toEqual(
    world.companies.map(({ success }) => success),
  );
});
