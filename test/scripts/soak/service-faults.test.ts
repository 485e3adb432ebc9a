import { openServiceFaults } from '../../../scripts/soak/service-faults/suite.ts';
import { planOf } from '../../../scripts/soak/service-faults/plan.ts';
import { postgresBin } from '../../helpers/postgres.ts';

const hasPostgres = postgresBin() !== null;
if (!hasPostgres) console.warn('skipped: PostgreSQL is not installed');

/** A small share of `npm run soak -- --only service-faults`, with a cut just longer than a missed heartbeat. */
(hasPostgres ? test : test.skip)(
  'two workers, a killed one, a restarted database, a cut network: nothing twice, nothing lost',
  async () => {
    // The worker is killed while it reads, the other is cut off while it scores, the database crashes while they write.
    const seed = 3;
    expect(planOf(seed).map(({ kind, step }) => [kind, step])).toEqual([
      ['kill', 'pull'],
      ['cut', 'score'],
      ['restart', 'publish'],
    ]);
    const suite = await openServiceFaults({ companies: 60, cutSeconds: 11 });
    expect(await suite.run(seed)).toMatchObject({ companies: 60, faults: 3 });
    await suite.close();
  },
  300_000,
);
