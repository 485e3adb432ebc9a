import { z } from 'zod';
import { bearerToken } from '../http/auth.ts';
import { type FaultOptions } from '../http/faults.ts';
import { jsonReply, type Reply, type SandboxRequest } from '../http/reply.ts';
import { createRouter, type RouteHandler, type Routes } from '../http/router.ts';
import { type SandboxServer, startSandboxServer } from '../http/server.ts';
import { type World } from '../world/types.ts';
import { csvOf, DATA_PATH, faultReply, refusal, restRecord } from './answers.ts';
import { buildOrg } from './org.ts';
import { parseSoql, type Query, type Row, SoqlError } from '../query/soql.ts';

export interface SalesforceOptions {
  readonly world: World;
  readonly port?: number;
  readonly faults?: FaultOptions;
  /** Rows of a page; the vendor's 2,000 by default. */
  readonly pageSize?: number;
  /** Requests allowed in the life of the server, for the vendor's rolling day. */
  readonly dailyRequests?: number;
  /** A session ends after so many requests; never by default. */
  readonly requestsPerSession?: number;
}

export interface SalesforceServer extends SandboxServer {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Refuses every token handed out so far. */
  expireTokens(): void;
}

interface Result {
  readonly query: Query;
  readonly rows: readonly Row[];
}

const jobRequest = z.object({ operation: z.enum(['query', 'queryAll']), query: z.string() });
const DAILY_REQUESTS = 100_000;
const PAGE_SIZE = 2_000;

/** The REST and Bulk 2.0 APIs of the world vendor's Salesforce org, read only. */
export async function startSalesforce(options: SalesforceOptions): Promise<SalesforceServer> {
  const service = new SalesforceService(options);
  const server = await startSandboxServer({
    handler: (request) => service.answer(request),
    port: options.port,
    faults: options.faults,
    faultReply,
  });
  return {
    ...server,
    clientId: service.clientId,
    clientSecret: service.clientSecret,
    expireTokens: () => service.expireTokens(),
  };
}

class SalesforceService {
  readonly clientId: string;
  readonly clientSecret = 'sandbox-secret';
  readonly #org;
  readonly #options: SalesforceOptions;
  /** Requests left by token. */
  readonly #sessions = new Map<string, number>();
  readonly #locators = new Map<string, Result>();
  readonly #jobs = new Map<string, Result & { polls: number }>();
  readonly #route;
  #requests = 0;

  constructor(options: SalesforceOptions) {
    this.#options = options;
    this.#org = buildOrg(options.world);
    this.clientId = `3MVG9sandbox${options.world.options.seed}`;
    this.#route = createRouter(this.#routes(), ({ path }) =>
      refusal(404, 'NOT_FOUND', `The requested resource does not exist: ${path}`),
    );
  }

  async answer(request: SandboxRequest): Promise<Reply> {
    if (request.path === '/services/oauth2/token') return this.#token(request);
    if (request.path === '/services/data')
      return jsonReply(200, [{ label: 'Sandbox', url: DATA_PATH, version: '64.0' }]);
    const refused = this.#refused(request);
    if (refused !== null) return refused;
    // Any version of the API is spoken alike.
    const path = request.path.replace(/^\/services\/data\/v\d+\.0/, DATA_PATH);
    const reply = await this.#route({ ...request, path });
    const usage = `api-usage=${this.#requests}/${this.#dailyRequests}`;
    return { ...reply, headers: { ...reply.headers, 'sforce-limit-info': usage } };
  }

  expireTokens(): void {
    for (const token of this.#sessions.keys()) this.#sessions.set(token, 0);
  }

  get #dailyRequests(): number {
    return this.#options.dailyRequests ?? DAILY_REQUESTS;
  }

  #token({ method, body, headers }: SandboxRequest): Reply {
    const form = new URLSearchParams(body);
    if (method !== 'POST' || form.get('grant_type') !== 'client_credentials') {
      return jsonReply(400, {
        error: 'unsupported_grant_type',
        error_description: 'grant type not supported',
      });
    }
    if (form.get('client_id') !== this.clientId || form.get('client_secret') !== this.clientSecret) {
      return jsonReply(400, { error: 'invalid_client', error_description: 'invalid client credentials' });
    }
    const token = `00D!session${this.#sessions.size + 1}`;
    this.#sessions.set(token, this.#options.requestsPerSession ?? Number.POSITIVE_INFINITY);
    const instanceUrl = `http://${headers.host ?? ''}`;
    return jsonReply(200, {
      access_token: token,
      instance_url: instanceUrl,
      id: `${instanceUrl}/id/00D000000000001AAA/005000000000001AAA`,
      token_type: 'Bearer',
      issued_at: '0',
      signature: 'sandbox',
    });
  }

  #refused({ headers }: SandboxRequest): Reply | null {
    const token = bearerToken(headers.authorization) ?? '';
    const left = this.#sessions.get(token) ?? 0;
    if (left <= 0) return refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
    this.#sessions.set(token, left - 1);
    this.#requests += 1;
    if (this.#requests <= this.#dailyRequests) return null;
    return refusal(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
  }

  #routes(): Routes {
    const query =
      (deleted: boolean): RouteHandler =>
      ({ query: parameters }) =>
        this.#run(parameters.get('q') ?? '', deleted, (result) => this.#page(result, 0));
    const more: RouteHandler = (_request, { locator = '' }) => this.#more(locator);
    return {
      [`GET ${DATA_PATH}/query`]: query(false),
      [`GET ${DATA_PATH}/queryAll`]: query(true),
      [`GET ${DATA_PATH}/query/:locator`]: more,
      [`GET ${DATA_PATH}/limits`]: () => jsonReply(200, this.#limits()),
      [`POST ${DATA_PATH}/jobs/query`]: (request) => this.#createJob(request),
      [`GET ${DATA_PATH}/jobs/query/:id`]: (_request, { id = '' }) => this.#job(id),
      [`GET ${DATA_PATH}/jobs/query/:id/results`]: (request, { id = '' }) => this.#results(id, request.query),
    };
  }

  #limits(): unknown {
    const Max = this.#dailyRequests;
    return { DailyApiRequests: { Max, Remaining: Math.max(0, Max - this.#requests) } };
  }

  #run(soql: string, deleted: boolean, answer: (result: Result) => Reply): Reply {
    try {
      return answer(this.#select(soql, deleted));
    } catch (error) {
      if (!(error instanceof SoqlError)) throw error;
      const code = error.message.startsWith('No such column') ? 'INVALID_FIELD' : 'MALFORMED_QUERY';
      return refusal(400, code, error.message);
    }
  }

  #select(soql: string, deleted: boolean): Result {
    const query = parseSoql(soql);
    const all = this.#org.get(query.object);
    if (all === undefined) throw new SoqlError(`sObject type '${query.object}' is not supported.`);
    const known = all[0];
    const unknown = query.fields.find((field) => known !== undefined && !(field in known));
    if (unknown !== undefined) throw new SoqlError(`No such column '${unknown}' on entity '${query.object}'`);
    const visible = deleted ? all : all.filter(({ IsDeleted }) => IsDeleted !== true);
    const rows = visible
      .filter((row) => query.matches(row))
      .sort((left, right) => query.compare(left, right));
    return { query, rows: rows.slice(0, query.limit) };
  }

  #page(result: Result, from: number): Reply {
    const { query, rows } = result;
    if (query.count) return jsonReply(200, { totalSize: rows.length, done: true, records: [] });
    const size = this.#options.pageSize ?? PAGE_SIZE;
    const records = rows.slice(from, from + size).map((row) => restRecord(query.object, row, query.fields));
    if (from + size >= rows.length) return jsonReply(200, { totalSize: rows.length, done: true, records });
    const locator = `01g${String(this.#locators.size + 1).padStart(15, '0')}-${from + size}`;
    this.#locators.set(locator, result);
    return jsonReply(200, {
      totalSize: rows.length,
      done: false,
      nextRecordsUrl: `${DATA_PATH}/query/${locator}`,
      records,
    });
  }

  #more(locator: string): Reply {
    const result = this.#locators.get(locator);
    if (result === undefined) return refusal(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
    return this.#page(result, Number(locator.split('-')[1]));
  }

  #createJob({ body }: SandboxRequest): Reply {
    const parsed = jobRequest.safeParse(JSON.parse(body));
    if (!parsed.success) return refusal(400, 'INVALIDJOB', 'operation and query are required');
    const { operation, query: soql } = parsed.data;
    return this.#run(soql, operation === 'queryAll', (result) => {
      const id = `750${String(this.#jobs.size + 1).padStart(12, '0')}AAA`;
      this.#jobs.set(id, { ...result, polls: 0 });
      return jsonReply(200, { ...jobOf(id, result), operation, state: 'UploadComplete' });
    });
  }

  #job(id: string): Reply {
    const job = this.#jobs.get(id);
    if (job === undefined) return refusal(404, 'NOT_FOUND', 'The requested resource does not exist');
    job.polls += 1;
    const state = job.polls > 1 ? 'JobComplete' : 'InProgress';
    return jsonReply(200, { ...jobOf(id, job), operation: 'queryAll', state });
  }

  #results(id: string, parameters: URLSearchParams): Reply {
    const job = this.#jobs.get(id);
    if (job === undefined || job.polls < 2) return refusal(400, 'INVALIDJOBSTATE', 'the job is not complete');
    const from = Number(parameters.get('locator') ?? 0);
    // The server may always give fewer than asked for.
    const size = Math.min(
      Number(parameters.get('maxRecords') ?? PAGE_SIZE),
      this.#options.pageSize ?? PAGE_SIZE,
    );
    const rows = job.rows.slice(from, from + size);
    const locator = from + size >= job.rows.length ? 'null' : String(from + size);
    return {
      status: 200,
      headers: {
        'content-type': 'text/csv',
        'sforce-locator': locator,
        'sforce-numberofrecords': String(rows.length),
      },
      body: csvOf(rows, job.query.fields),
    };
  }
}

function jobOf(id: string, { query, rows }: Result) {
  return {
    id,
    object: query.object,
    contentType: 'CSV',
    concurrencyMode: 'Parallel',
    lineEnding: 'LF',
    columnDelimiter: 'COMMA',
    apiVersion: 64,
    jobType: 'V2Query',
    numberRecordsProcessed: rows.length,
  };
}
