import { openStore } from '../../../src/store/open.ts';
import { fuzzedRequest, LEAK, randomFrom } from '../../../test/service/fuzz.ts';
import { startTwoPortals } from '../../../test/service/two-portals.ts';
import { type SoakSuite } from '../suite.ts';

const REQUESTS = 10_000;
/** HubSpot is not there in this suite; an action that needs it says so with 502. */
const EXPECTED_FAILURE = 502;

/** Odd requests against the whole service with two tenants: no 5xx, nothing of the other tenant, no inner words. */
export const httpFuzzSuite: SoakSuite = {
  name: 'http-fuzz',
  title: `${REQUESTS.toLocaleString('en')} odd requests a run against the service with two tenants`,
  runs: 3,
  async open() {
    const store = await openStore({ dataDir: null });
    const portals = await startTwoPortals(store);
    return {
      async run(seed) {
        const random = randomFrom(seed);
        const facts = { requests: 0, refused: 0 };
        for (; facts.requests < REQUESTS; facts.requests += 1) {
          const { method, path, headers, body } = fuzzedRequest(random);
          const answer = await fetch(portals.url + path, {
            method,
            headers,
            redirect: 'manual',
            ...(body === undefined ? {} : { body }),
          });
          const text = await answer.text();
          const request = `request ${facts.requests}: ${method} ${path.slice(0, 200)}`;
          if (answer.status >= 500 && answer.status !== EXPECTED_FAILURE)
            throw new Error(`${request} → ${answer.status}`);
          if (LEAK.test(text) && path !== '/openapi.json')
            throw new Error(`${request} gives away ${text.slice(0, 200)}`);
          if (answer.status >= 400) facts.refused += 1;
        }
        return facts;
      },
      async close() {
        await portals.close();
        await store.close();
      },
    };
  },
};
