import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openStore } from '../../src/store/open.ts';
import { pullFile } from './pull-file.ts';

/**
 * Pulls one file of events in a process of its own and prints the most memory it held, in MB.
 *
 * `node bench/ingest/peak.ts <file> <plain|with-ids> [database url]`
 */
const [file = '', ids, databaseUrl] = process.argv.slice(2);
const folder = await mkdtemp(path.join(os.tmpdir(), 'pulso-bench-'));
const store = await openStore({ databaseUrl, dataDir: null });
try {
  await pullFile(store, file, ids === 'with-ids', folder);
  console.log((process.resourceUsage().maxRSS * 1024) / 1e6);
} finally {
  await store.close();
  await rm(folder, { recursive: true });
}
