import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from '@stoplight/yaml';
import { connectZuora } from '../../../src/sources/zuora/connection.ts';
import { createZuoraSource } from '../../../src/sources/zuora/index.ts';
import { subscriptions } from '../../../src/sources/zuora/subscriptions.ts';
import { pullAll, streamOf } from '../../batteries/pull.ts';
import { type PrismMock, specFile, startPrism } from '../../helpers/prism.ts';

/** Our Zuora source against a mock of Zuora's own description, which nobody of us wrote. */

const FILES = ['oauth', 'actions', 'subscriptions'].map((tag) =>
  specFile('zuora', `zuora-${tag}-api-openapi.yml`),
);
const found = FILES.filter((file) => file !== null);
const complete = found.length === FILES.length;
if (!complete) console.warn('skipped: no API descriptions of Zuora');

const access = { clientId: '00000000-0000-4000-8000-000000000001', clientSecret: 'secret' };
const TIMES = { now: new Date('2017-06-01T00:00:00Z'), since: '2016-01-01' };

interface Description {
  readonly [key: string]: unknown;
  readonly paths: object;
  readonly definitions?: object;
  readonly parameters?: object;
}

/** One description of the calls we make: the files split Zuora's by tag. */
function merged(files: readonly string[]): Description {
  const parts = files.map((file) => parse<Description>(readFileSync(file, 'utf8')));
  const joined = (key: 'paths' | 'definitions' | 'parameters') =>
    parts.reduce<object>((all, part) => ({ ...all, ...part[key] }), {});
  const wanted = /^\/(oauth\/token|v1\/action\/query(More)?|v1\/subscriptions\/accounts\/\{account-key\})$/;
  const paths = Object.fromEntries(Object.entries(joined('paths')).filter(([each]) => wanted.test(each)));
  return { ...parts[0], paths, definitions: joined('definitions'), parameters: joined('parameters') };
}

(complete ? describe : describe.skip)('zuora against Prism', () => {
  let prism: PrismMock;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'pulso-prism-'));
    const file = path.join(folder, 'zuora.json');
    writeFileSync(file, JSON.stringify(merged(found)));
    prism = await startPrism(file);
  });
  afterAll(async () => {
    await prism.stop();
    rmSync(folder, { recursive: true });
  });

  test('signs in and sends queries that fit the description; rows that are something else are set aside', async () => {
    const source = createZuoraSource({ baseUrl: prism.baseUrl, ...access });
    // The example answers every query with one invoice adjustment: an id, an account, no name.
    const [accounts] = await pullAll(streamOf(source, 'accounts'), null, TIMES);
    expect(accounts).toMatchObject({
      read: 1,
      accounts: [{ externalId: '2c93808457d787030157e0324aea5158', name: null }],
    });
    const [invoices] = await pullAll(streamOf(source, 'invoices'), null, TIMES);
    expect(invoices).toMatchObject({
      records: [],
      quarantined: [{ recordId: '2c93808457d787030157e0324aea5158' }],
    });
  });

  test('reads the subscriptions of an account out of the example of the description', async () => {
    const signal = new AbortController().signal;
    const kind = subscriptions(connectZuora({ baseUrl: prism.baseUrl, ...access }, {}));
    const mapped = await kind.map([{ Id: '1', AccountId: '8a8082c45aa81b51015ad64396090f5c' }], {
      ...TIMES,
      signal,
      tempDir: folder,
    });
    const records = mapped.flatMap((each) => each.records ?? []);
    expect(mapped.flatMap((each) => each.quarantined ?? [])).toEqual([]);
    expect(records).toContainEqual(
      expect.objectContaining({
        kind: 'subscription',
        id: 'A-S00007412',
        accountId: '8a8082c45aa81b51015ad64396090f5c',
        currency: 'USD',
        termMonths: 12,
        autoRenew: true,
        currentPeriodEnd: '2018-01-01',
      }),
    );
  });
});
