import { type Migration } from 'kysely/migration';
import * as initial from './0001-initial.ts';
import * as peopleEntries from './0007-people-entries.ts';
import * as usageMonth from './0002-usage-month.ts';
import * as service from './0003-service.ts';
import * as domainAlias from './0005-domain-alias.ts';
import * as proof from './0009-proof.ts';
import * as recordRole from './0010-record-role.ts';
import * as usageSeen from './0011-usage-seen.ts';
import * as salesforceAccountId from './0012-salesforce-account-id.ts';
import * as kpis from './0013-kpis.ts';
import * as fasterCompression from './0018-faster-compression.ts';
import * as messages from './0021-messages.ts';
import * as leanNightly from './0022-lean-nightly.ts';
import * as runParts from './0023-run-parts.ts';
import * as scoresInIndex from './0024-scores-in-index.ts';
import * as deletedRecords from './0025-deleted-records.ts';
import * as lastSaid from './0026-last-said.ts';
import * as actedBand from './0027-acted-band.ts';

/** All migrations in order; append only. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-initial': initial,
  '0007-people-entries': peopleEntries,
  '0002-usage-month': usageMonth,
  '0003-service': service,
  '0005-domain-alias': domainAlias,
  '0009-proof': proof,
  '0010-record-role': recordRole,
  '0011-usage-seen': usageSeen,
  '0012-salesforce-account-id': salesforceAccountId,
  '0013-kpis': kpis,
  '0018-faster-compression': fasterCompression,
  '0021-messages': messages,
  '0022-lean-nightly': leanNightly,
  '0023-run-parts': runParts,
  '0024-scores-in-index': scoresInIndex,
  '0025-deleted-records': deletedRecords,
  '0026-last-said': lastSaid,
  '0027-acted-band': actedBand,
};
