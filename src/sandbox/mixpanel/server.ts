import { Readable } from 'node:stream';
import { dayFromNumber, dayNumber, isIsoDate } from '../../model/day.ts';
import { basicCredentials } from '../http/auth.ts';
import { type FaultOptions } from '../http/faults.ts';
import { createRateLimiter } from '../http/limits.ts';
import { jsonReply, type Reply, type SandboxRequest } from '../http/reply.ts';
import { createRouter } from '../http/router.ts';
import { type SandboxServer, startSandboxServer } from '../http/server.ts';
import { type World, type WorldCompany } from '../world/types.ts';
import { exportLines } from './export-lines.ts';

export interface MixpanelOptions {
  readonly world: World;
  readonly port?: number;
  readonly faults?: FaultOptions;
  /** The clock: nothing later is exported. Six hours after the world's last day by default. */
  readonly now?: () => Date;
  /** Whether a company is in this project; by default those that no other product analytics sees. */
  readonly covers?: (company: WorldCompany) => boolean;
  /** Group profiles in an answer; the vendor's 1,000 by default. */
  readonly pageSize?: number;
  /** Exports an hour; the vendor's 60 by default. */
  readonly exportsPerHour?: number;
}

export interface MixpanelServer extends SandboxServer {
  readonly serviceAccount: string;
  readonly secret: string;
  readonly projectId: string;
  readonly dataGroupId: string;
}

const EXPORTS_PER_HOUR = 60;
const PAGE_SIZE = 1000;
const HOUR_MS = 3_600_000;
const PROJECT_ID = '2187193';
const DATA_GROUP_ID = '8463729105';

function failure(status: number, error: string): Reply {
  return jsonReply(status, { error, status: 'error' });
}

/** Mixpanel's raw export and group profiles of the companies in its project. */
export async function startMixpanel(options: MixpanelOptions): Promise<MixpanelServer> {
  const { world, pageSize = PAGE_SIZE } = options;
  const covers = options.covers ?? (({ usage }) => usage.link === 'none');
  const companies = world.companies.filter(covers);
  const serviceAccount = `sandbox.${world.options.seed}.mp-service-account`;
  const secret = `sandbox-secret-${world.options.seed}`;
  const endOfWorld = Date.parse(`${dayFromNumber(dayNumber(world.options.endDay) + 1)}T06:00:00Z`);
  const now = options.now ?? (() => new Date(endOfWorld));
  const exports = createRateLimiter(options.exportsPerHour ?? EXPORTS_PER_HOUR, HOUR_MS, () =>
    now().getTime(),
  );
  const queries = createRateLimiter(EXPORTS_PER_HOUR, HOUR_MS, () => now().getTime());

  function refusal({ headers, query }: SandboxRequest): Reply | null {
    const given = basicCredentials(headers.authorization);
    if (given?.user !== serviceAccount || given.password !== secret) {
      return failure(401, 'Invalid service account credentials');
    }
    return query.get('project_id') === PROJECT_ID ? null : failure(403, 'Unauthorized: wrong project_id');
  }

  /** Of all expressions the sandbox knows the one that names accounts by the group key; null for any other. */
  function companiesOf(where: string | null): readonly WorldCompany[] | null {
    if (where === null) return companies;
    const ids = [...where.matchAll(/properties\["company_id"\] == "([^"]*)"/g)].map((match) => match[1]);
    return ids.length === 0 ? null : companies.filter(({ accountId }) => ids.includes(accountId));
  }

  function exportEvents(request: SandboxRequest): Reply {
    const refused = refusal(request);
    if (refused !== null) return refused;
    const from = request.query.get('from_date') ?? '';
    const to = request.query.get('to_date') ?? '';
    if (!isIsoDate(from) || !isIsoDate(to)) return failure(400, 'from_date and to_date are required');
    if (from > to) return failure(400, 'to_date cannot be before from_date');
    if (to > now().toISOString().slice(0, 10)) return failure(400, 'to_date cannot be later than today');
    if (!exports.take()) return failure(429, 'Query rate limit exceeded');
    const inMilliseconds = request.query.get('time_in_ms') === 'true';
    const asked = companiesOf(request.query.get('where'));
    if (asked === null) return failure(400, 'invalid where expression');
    const lines = exportLines(world, asked, { from, to, inMilliseconds }, now().getTime());
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: Readable.from(lines) };
  }

  function engage(request: SandboxRequest): Reply {
    const refused = refusal(request);
    if (refused !== null) return refused;
    const form = new URLSearchParams(request.body);
    if (form.get('data_group_id') !== DATA_GROUP_ID) return failure(400, 'unknown data_group_id');
    const page = Number(form.get('page') ?? 0);
    const session = `session-${world.options.seed}`;
    if (page > 0 && form.get('session_id') !== session) return failure(400, 'unknown session_id');
    if (!queries.take()) return failure(429, 'Query rate limit exceeded');
    const results = companies.slice(page * pageSize, (page + 1) * pageSize).map(groupProfile);
    const total = companies.length;
    return jsonReply(200, { page, page_size: pageSize, session_id: session, status: 'ok', total, results });
  }

  const routes = { 'GET /api/2.0/export': exportEvents, 'POST /api/query/engage': engage };
  const server = await startSandboxServer({
    handler: createRouter(routes, () => failure(404, 'Not Found')),
    port: options.port,
    faults: options.faults,
    faultReply: (status) => failure(status, status === 429 ? 'Query rate limit exceeded' : 'server error'),
  });
  return { ...server, serviceAccount, secret, projectId: PROJECT_ID, dataGroupId: DATA_GROUP_ID };
}

/** One in three is tied to the CRM by its id, one by its domain, one by its users' addresses only. */
function groupProfile(company: WorldCompany): object {
  const { accountId, name, domain, id, index } = company;
  const ties = [{ hubspot_company_id: id }, { domain }, {}];
  return { $distinct_id: accountId, $properties: { $name: name, ...ties[index % ties.length] } };
}
