import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Inbox } from '../../../src/model/inbox.ts';
import { type Source, type Stream } from '../../../src/model/source.ts';
import { zipStored } from '../../../src/sandbox/amplitude/zip.ts';
import { createAmplitudeSource } from '../../../src/sources/amplitude/index.ts';
import { parseDatasets } from '../../../src/sources/datasets/dataset.ts';
import { createFilesSource } from '../../../src/sources/files/index.ts';
import { createIntercomSource } from '../../../src/sources/intercom/index.ts';
import { createMixpanelSource } from '../../../src/sources/mixpanel/index.ts';
import { createSegmentSource } from '../../../src/sources/segment/index.ts';
import { createStripeSource } from '../../../src/sources/stripe/index.ts';
import { createSurveysSource } from '../../../src/sources/surveys/index.ts';
import { createUserpilotSource } from '../../../src/sources/userpilot/index.ts';
import { createZendeskSource } from '../../../src/sources/zendesk/index.ts';
import { createZuoraSource } from '../../../src/sources/zuora/index.ts';
import { CRM } from './crm.ts';
import { csvOf } from './csv.ts';
import { type FuzzedStream } from './fuzz-stream.ts';
import * as shape from './objects.ts';
import { SALESFORCE } from './salesforce.ts';
import { vendor } from './vendors.ts';

/** Every stream that reads objects of a vendor, fed through the source as it is. */

type Objects = readonly unknown[];
const sentiment = () => 0.5;
const baseUrl = 'http://vendor.invalid';

function streamOf(source: Source, name: string): Stream {
  const stream = source.streams.find((each) => each.name === name);
  if (stream === undefined) throw new Error(`${source.meta.id} has no stream ${name}`);
  return stream;
}

function stripe(name: string, base: object): FuzzedStream {
  return {
    name: `stripe ${name}`,
    base,
    open: (data) => {
      const deps = vendor({ [`/v1/${name}`]: { object: 'list', data, has_more: false } });
      return streamOf(createStripeSource({ baseUrl, apiKey: 'rk_fuzz' }, deps), name);
    },
  };
}

function zendesk(name: string, base: object, answers: (objects: Objects) => object): FuzzedStream {
  return {
    name: `zendesk ${name}`,
    base,
    open: (objects) => {
      const access = { baseUrl, credentials: { email: 'a@acme.com', apiToken: 't' }, sentiment };
      const deps = vendor({ ...answers(objects) });
      return streamOf(createZendeskSource(access, deps), name);
    },
  };
}

const END = { after_cursor: 'c', end_of_stream: true };

const ZENDESK: readonly FuzzedStream[] = [
  zendesk('organizations', shape.ORGANIZATION, (organizations) => ({
    '/organizations': { organizations, end_time: 1, end_of_stream: true },
  })),
  zendesk('users', shape.USER, (users) => ({ '/users/cursor': { users, ...END } })),
  zendesk('tickets', shape.TICKET, (tickets) => ({
    '/tickets/cursor': { tickets, users: [shape.USER], metric_sets: [], ...END },
  })),
  zendesk('satisfaction', shape.RATING, (ratings) => ({
    '/satisfaction_ratings': { satisfaction_ratings: ratings, meta: { has_more: false } },
    '/tickets/show_many': { tickets: [shape.TICKET], users: [shape.USER] },
    '/users/show_many': { users: [shape.USER] },
  })),
];

function intercom(name: string, base: object, answers: (objects: Objects) => object): FuzzedStream {
  return {
    name: `intercom ${name}`,
    base,
    open: (objects) => {
      const deps = vendor({ ...answers(objects) });
      return streamOf(createIntercomSource({ baseUrl, accessToken: 't', sentiment }, deps), name);
    },
  };
}

const INTERCOM: readonly FuzzedStream[] = [
  intercom('companies', shape.COMPANY, (data) => ({ '/companies/list': { data, total_count: 1 } })),
  intercom('conversations', shape.CONVERSATION, (conversations) => ({
    '/conversations/search': { conversations },
    '/contacts/search': { data: [shape.CONTACT] },
  })),
];

/** The export is a zip of gzipped lines. */
const AMPLITUDE: FuzzedStream = {
  name: 'amplitude events',
  base: shape.AMPLITUDE_EVENT,
  open: (events) => {
    const data = gzipSync(linesOf([shape.AMPLITUDE_EVENT, ...events]));
    const pieces = [...zipStored([{ name: '1/1_2026-05-30_19#0.json.gz', data }])];
    const archive = new Blob(pieces.map((piece) => new Uint8Array(piece)));
    const deps = vendor({ '/api/2/export': archive });
    return streamOf(createAmplitudeSource({ baseUrl, apiKey: 'k', secretKey: 's' }, deps), 'events');
  },
};

function mixpanel(name: string, base: object, answers: (objects: Objects) => object): FuzzedStream {
  return {
    name: `mixpanel ${name}`,
    base,
    open: (objects) => {
      const access = { baseUrl, serviceAccount: 's', secret: 's', projectId: '1', dataGroupId: '1' };
      return streamOf(createMixpanelSource(access, vendor({ ...answers(objects) })), name);
    },
  };
}

const MIXPANEL: readonly FuzzedStream[] = [
  // One that is whole, so that a page of damaged ones is no export of another system.
  mixpanel('events', shape.EVENT, (events) => ({ '/export': linesOf([shape.EVENT, ...events]) })),
  mixpanel('groups', shape.GROUP, (results) => ({
    '/engage': { page: 0, page_size: 10_000, session_id: 's', results },
  })),
];

function zuora(name: string, base: object): FuzzedStream {
  return {
    name: `zuora ${name}`,
    base,
    open: (records) => {
      const deps = vendor({
        '/oauth/token': { access_token: 't' },
        '/action/query': { records, size: records.length, done: true },
      });
      return streamOf(createZuoraSource({ baseUrl, clientId: 'c', clientSecret: 's' }, deps), name);
    },
  };
}

function inboxWith(bodies: Objects): Inbox {
  const receivedAt = '2026-05-31T10:00:00.000Z';
  return {
    async *read(_source, from, until) {
      if (from > receivedAt || (until !== undefined && until <= receivedAt)) return;
      yield bodies.map((body, index) => ({ id: String(index + 1), receivedAt, body }));
    },
    oldest: async () => receivedAt,
    lastSaid: async () => new Map(),
  };
}

function delivered(name: string, base: object, sourceOf: (inbox: Inbox) => Source, stream: string) {
  return { name, base, open: (objects: Objects) => streamOf(sourceOf(inboxWith(objects)), stream) };
}

function linesOf(objects: Objects): string {
  return objects.map((each) => `${JSON.stringify(each)}\n`).join('');
}

function exported(name: string, base: object, sourceOf: (file: string) => Source): FuzzedStream {
  return {
    name,
    base,
    async open(objects, folder) {
      const file = path.join(folder, 'export.csv');
      await writeFile(file, csvOf(base, objects));
      return streamOf(sourceOf(file), 'files');
    },
  };
}

function files(name: string, base: object, ending: 'csv' | 'ndjson', dataset: object): FuzzedStream {
  return {
    name: `files ${name} ${ending}`,
    base,
    async open(objects, folder) {
      const file = path.join(folder, `data.${ending}`);
      await writeFile(file, ending === 'csv' ? csvOf(base, objects) : linesOf(objects));
      const datasets = parseDatasets({ datasets: [{ name, file, ...dataset }] }, 'file');
      return streamOf(createFilesSource(datasets), name === 'usage' ? 'events' : name);
    },
  };
}

const columnsOf = (base: object) => Object.fromEntries(Object.keys(base).map((name) => [name, name]));
const usage = { kind: 'events', columns: columnsOf(shape.FILE_EVENT) };
const accounts = { kind: 'accounts', columns: columnsOf(shape.FILE_ACCOUNT) };
const invoices = { kind: 'invoice', columns: columnsOf(shape.FILE_INVOICE) };

export const STREAMS: readonly FuzzedStream[] = [
  stripe('customers', shape.CUSTOMER),
  stripe('subscriptions', shape.SUBSCRIPTION),
  stripe('invoices', shape.INVOICE),
  stripe('charges', shape.CHARGE),
  zuora('accounts', shape.ZUORA_ACCOUNT),
  zuora('contacts', shape.ZUORA_CONTACT),
  zuora('invoices', shape.ZUORA_INVOICE),
  zuora('payments', shape.ZUORA_PAYMENT),
  ...ZENDESK,
  ...INTERCOM,
  ...SALESFORCE,
  ...CRM,
  AMPLITUDE,
  ...MIXPANEL,
  delivered('segment calls', shape.CALL, (inbox) => createSegmentSource(inbox), 'calls'),
  delivered('segment groups', shape.GROUP_CALL, (inbox) => createSegmentSource(inbox), 'calls'),
  delivered('surveys', shape.ANSWER, (inbox) => createSurveysSource({ inbox, files: [] }), 'deliveries'),
  delivered('userpilot', shape.STEP, (inbox) => createUserpilotSource({ inbox, files: [] }), 'deliveries'),
  exported('surveys csv', shape.ANSWER_ROW, (file) => createSurveysSource({ inbox: null, files: [file] })),
  exported('userpilot csv', shape.PROGRESS_ROW, (file) =>
    createUserpilotSource({ inbox: null, files: [file] }),
  ),
  files('usage', shape.FILE_EVENT, 'csv', usage),
  files('usage', shape.FILE_EVENT, 'ndjson', usage),
  files('accounts', shape.FILE_ACCOUNT, 'ndjson', accounts),
  files('invoices', shape.FILE_INVOICE, 'csv', invoices),
];
