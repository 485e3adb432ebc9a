import { fuzzMapper } from '../../scripts/soak/mapping-fuzz/fuzz.ts';
import { fuzzStream } from '../../scripts/soak/mapping-fuzz/fuzz-stream.ts';
import { MAPPERS } from '../../scripts/soak/mapping-fuzz/mappers.ts';
import { STREAMS } from '../../scripts/soak/mapping-fuzz/streams.ts';
import { openWarehouse } from '../../scripts/soak/mapping-fuzz/warehouse.ts';
import { type Stream } from '../../src/model/source.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { say } from '../../src/model/messages/message.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore({ dataDir: null });
});
afterAll(() => store.close());

/** A share of the soak run: no damaged record may throw, each becomes valid records or is set aside with a reason. */
test.each(MAPPERS.map((mapper) => ({ name: mapper[0], mapper })))('$name', ({ mapper }) => {
  fuzzMapper(mapper, 5, 400);
});

test.each(STREAMS.map((stream) => ({ name: stream.name, stream })))('stream: $name', async ({ stream }) => {
  const { mapped, quarantined } = await fuzzStream(stream, 5, 300, store.db);
  expect(mapped).toBeGreaterThan(0);
  expect(quarantined).toBeGreaterThan(0);
});

test('streams of a warehouse', async () => {
  const warehouse = await openWarehouse();
  for (const stream of warehouse.streams) {
    const { mapped, quarantined } = await fuzzStream(stream, 5, 300, store.db);
    expect(mapped).toBeGreaterThan(0);
    expect(quarantined).toBeGreaterThan(0);
  }
  await warehouse.close();
});

describe('what harms is found', () => {
  test('in a mapping', () => {
    const careless = () => ({
      records: [{ kind: 'failed-charge' as const, id: '', accountId: 'a', at: 'never' }],
    });
    expect(() => fuzzMapper(['careless', { id: 1 }, careless], 5, 5)).toThrow(/Property failed/);
  });

  const base = { id: 1, name: 'a' };
  const streamOf = (open: (objects: readonly unknown[]) => object) => ({
    name: 'careless',
    base,
    open: (objects: readonly unknown[]): Stream => ({
      name: 'things',
      cursor: { safeParse: () => ({}) } as unknown as Stream['cursor'],
      async *pull() {
        yield { cursor: null, read: objects.length, ...open(objects) };
      },
    }),
  });

  test.each([
    ['a crash, by the object that does it', () => JSON.parse('{') as object, /careless: .*in JSON.*object: /],
    [
      'a reason that is none',
      () => ({ quarantined: [{ stream: 's', recordId: null, reason: say('as', { text: '' }) }] }),
      /without a reason/,
    ],
    [
      'an account without an id',
      () => ({ accounts: [{ externalId: '', name: null, domains: [], emails: [], hubspotCompanyId: null }] }),
      /cannot be stored/,
    ],
    [
      'one that only harms in company',
      (objects: readonly unknown[]) => ({ records: objects.length < 2 ? [] : [{ kind: 'deal' }] }),
      /only when the objects come together/,
    ],
  ])('in a stream: %s', async (_name, open, message) => {
    await expect(fuzzStream(streamOf(open), 5, 5, store.db)).rejects.toThrow(message);
  });
});
