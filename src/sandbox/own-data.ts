import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openEmbeddedDatabase } from '../embedded-database.ts';
import { writeProductExport } from './files/product-export.ts';
import { writeChanged } from './files/write-changed.ts';
import { type RunningSystem, type StartSystem, type SystemParts } from './running-system.ts';
import { segmentDeliveries } from './segment/relay.ts';
import { questionProExport } from './surveys/questionpro-export.ts';
import { onboardingDeliveries } from './userpilot/deliveries.ts';
import { startPostgresServer } from './warehouse/postgres-server.ts';
import { fillProductTables, PRODUCT_MAPPING } from './warehouse/product-tables.ts';

/** What the vendor brings itself: files, a warehouse, and calls to the product's endpoints. */
export const OWN_DATA: readonly StartSystem[] = [
  relaySegment,
  exportSurveys,
  sendOnboarding,
  exportUsage,
  runWarehouse,
];

const SEGMENT_WRITE_KEY = 'sandbox-write-key';
const USERPILOT_TOKEN = 'sandbox-userpilot-token';

async function relaySegment({ world }: SystemParts): Promise<RunningSystem> {
  const deliveries = segmentDeliveries(world, SEGMENT_WRITE_KEY);
  return { environment: { SEGMENT_WRITE_KEY }, deliveries, close: async () => undefined };
}

async function sendOnboarding({ world }: SystemParts): Promise<RunningSystem> {
  const environment = { PULSO_USERPILOT_TOKEN: USERPILOT_TOKEN };
  const deliveries = onboardingDeliveries(world, USERPILOT_TOKEN);
  return { environment, deliveries, close: async () => undefined };
}

async function exportSurveys({ world, folder }: SystemParts): Promise<RunningSystem> {
  const file = path.join(folder, 'questionpro.csv');
  await mkdir(folder, { recursive: true });
  await writeChanged(file, questionProExport(world));
  return { environment: { PULSO_SURVEYS_CSV: file }, close: async () => undefined };
}

async function exportUsage({ world, folder }: SystemParts): Promise<RunningSystem> {
  const mapping = await writeProductExport(world, path.join(folder, 'usage'));
  return { environment: { PULSO_FILES_MAPPING: mapping }, close: async () => undefined };
}

async function runWarehouse({ world, folder }: SystemParts): Promise<RunningSystem> {
  const mapping = path.join(folder, 'warehouse-mapping.json');
  await mkdir(folder, { recursive: true });
  await writeFile(mapping, `${JSON.stringify(PRODUCT_MAPPING, null, 2)}\n`);
  const server = await startPostgresServer(async () => {
    const database = await openEmbeddedDatabase(null);
    await fillProductTables(database, world);
    return database;
  });
  return {
    environment: {
      PULSO_WAREHOUSE_URL: `postgres://reader@127.0.0.1:${server.port}/warehouse?sslmode=disable`,
      PULSO_WAREHOUSE_MAPPING: mapping,
    },
    close: () => server.close(),
  };
}
