import { type SoakSuite } from '../suite.ts';
import { fuzzMapper } from './fuzz.ts';
import { MAPPERS } from './mappers.ts';

const RECORDS = 1_000;

/** Ten runs are 10,000 damaged records for each mapping. */
export const mappingFuzzSuite: SoakSuite = {
  name: 'mapping-fuzz',
  title:
    'damaged records of Salesforce, Zuora, surveys, onboarding and datasets: mapped or set aside with a reason',
  runs: 10,
  open: async () => ({
    async run(seed) {
      for (const mapper of MAPPERS) fuzzMapper(mapper, seed, RECORDS);
      return { records: RECORDS * MAPPERS.length };
    },
    close: async () => undefined,
  }),
};
