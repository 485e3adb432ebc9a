import { type OpenSuite } from '../../../scripts/soak/suite.ts';
import { planOf, writeBackSuite } from '../../../scripts/soak/write-back/suite.ts';

let suite: OpenSuite;
beforeAll(async () => {
  suite = await writeBackSuite.open();
});
afterAll(() => suite.close());

/** Two of the 200 of `npm run soak`: the portal is new to us, and it was provisioned before. */
test.each([
  [27, { tasks: 'workflow', provisioned: false }],
  // Killed between creating the tasks and remembering them.
  [22, { tasks: 'app', provisioned: true }],
])('seed %i: faults and kills leave no trace', async (seed, plan) => {
  expect(planOf(seed)).toMatchObject(plan);
  const { kills, faults } = await suite.run(seed);
  expect(kills).toBeGreaterThan(0);
  expect(faults).toBeGreaterThan(0);
});
