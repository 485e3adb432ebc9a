import { openStore } from '../../../src/store/open.ts';
import { type SoakSuite } from '../suite.ts';
import { fuzzMapper } from './fuzz.ts';
import { fuzzStream } from './fuzz-stream.ts';
import { MAPPERS } from './mappers.ts';
import { STREAMS } from './streams.ts';
import { openWarehouse } from './warehouse.ts';

const RECORDS = 1_000;

/** Ten runs are 10,000 damaged records for each mapping and each stream. */
export const mappingFuzzSuite: SoakSuite = {
  name: 'mapping-fuzz',
  title: 'damaged records of every source: mapped or set aside with a reason',
  runs: 10,
  async open() {
    const warehouse = await openWarehouse();
    const store = await openStore({ dataDir: null });
    const streams = [...STREAMS, ...warehouse.streams];
    return {
      async run(seed) {
        for (const mapper of MAPPERS) fuzzMapper(mapper, seed, RECORDS);
        let quarantined = 0;
        for (const stream of streams)
          quarantined += (await fuzzStream(stream, seed, RECORDS, store.db)).quarantined;
        return { records: RECORDS * (MAPPERS.length + streams.length), setAside: quarantined };
      },
      async close() {
        await warehouse.close();
        await store.close();
      },
    };
  },
};
