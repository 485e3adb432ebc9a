import { createMixpanelSource } from '../../../src/sources/mixpanel/index.ts';
import { pullAll, streamOf } from '../../batteries/pull.ts';
import { type PrismMock, specFile, startPrism } from '../../helpers/prism.ts';

const description = specFile('mixpanel', 'export.openapi.yaml');
if (description === null) console.log('skipped: ../shared/specs/mixpanel is missing');

(description === null ? describe.skip : describe)("Mixpanel's own description, mocked by Prism", () => {
  let prism: PrismMock;
  beforeAll(async () => {
    prism = await startPrism(description ?? '');
  });
  afterAll(() => prism.stop());

  test('a request for an export fits it, and its example lines are events without an account', async () => {
    // The description has the server of the export below `/api/2.0`, which Prism leaves out of its paths.
    const fetchBelow: typeof fetch = (url, init) =>
      fetch(String(url instanceof Request ? url.url : url).replace('/api/2.0/', '/'), init);
    const source = createMixpanelSource(
      { baseUrl: prism.baseUrl, serviceAccount: 'a', secret: 'b', projectId: '1' },
      { fetch: fetchBelow, sleep: async () => undefined },
    );
    const times = { now: new Date('2020-10-15T12:00:00Z'), since: '2020-10-13' };
    const pages = await pullAll(streamOf(source, 'events'), null, times);
    expect(pages).toHaveLength(1);
    expect(pages[0]?.read).toBe(2);
    expect(pages[0]?.usage?.rows).toEqual([]);
    // Neither line says who did it.
    expect(pages[0]?.quarantined?.length).toBeGreaterThan(0);
  });
});
