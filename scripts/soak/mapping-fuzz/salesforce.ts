import { type Stream } from '../../../src/model/source.ts';
import { createSalesforceSource } from '../../../src/sources/salesforce/index.ts';
import { objectKinds } from '../../../src/sources/salesforce/objects.ts';
import { csvOf } from './csv.ts';
import { type FuzzedStream } from './fuzz-stream.ts';
import { vendor } from './vendors.ts';

/** Every field that is read of an object of Salesforce, whichever it is. */
export const SALESFORCE_ROW = {
  Id: '003000000000001AAA',
  AccountId: '001000000000001AAA',
  Name: 'A',
  Email: 'a@acme.com',
  Website: 'acme.com',
  HubSpot__c: '31',
  Type: 'New',
  Amount: 5,
  CloseDate: '2026-01-01',
  IsClosed: true,
  IsWon: true,
  CreatedDate: '2026-01-01T00:00:00.000+0000',
  WhoId: '003000000000001AAA',
  TaskSubtype: 'Call',
  ActivityDate: '2026-01-01',
  CompletedDateTime: null,
  Subject: 'QBR',
  StartDateTime: '2026-01-01T00:00:00.000+0000',
  IsDeleted: false,
  SystemModstamp: '2026-05-30T00:00:00.000+0000',
};

const URL = 'http://salesforce.invalid';

function streamOn(name: string, bulkAbove: number, answers: Readonly<Record<string, unknown>>): Stream {
  const access = { baseUrl: URL, clientId: 'c', clientSecret: 's', companyIdField: 'HubSpot__c', bulkAbove };
  const deps = vendor({ '/oauth2/token': { access_token: 't', instance_url: URL }, ...answers });
  const stream = createSalesforceSource(access, deps).streams.find((each) => each.name === name);
  if (stream === undefined) throw new Error(`salesforce has no stream ${name}`);
  return stream;
}

function byPages(name: string): FuzzedStream {
  return {
    name: `salesforce ${name}`,
    base: SALESFORCE_ROW,
    open: (records) => {
      const answer = { totalSize: records.length, done: true, records };
      return streamOn(name, Number.MAX_SAFE_INTEGER, { '/queryAll': answer });
    },
  };
}

function inBulk(name: string): FuzzedStream {
  return {
    name: `salesforce ${name} csv`,
    base: SALESFORCE_ROW,
    open: (objects) =>
      streamOn(name, 0, {
        '/queryAll': { totalSize: objects.length, done: true, records: [] },
        '/jobs/query': { id: 'j1', state: 'UploadComplete' },
        '/jobs/query/j1': { id: 'j1', state: 'JobComplete' },
        '/jobs/query/j1/results': csvOf(SALESFORCE_ROW, objects),
      }),
  };
}

const NAMES = objectKinds(null).map(({ name }) => name);

/** Every object of Salesforce, as pages of a query and as the result of a bulk job. */
export const SALESFORCE: readonly FuzzedStream[] = [...NAMES.map(byPages), ...NAMES.map(inBulk)];
