/** Started as a process of its own: opens a portal on the folder given and prints its address. */
import { startPortal } from '../../../../src/sandbox/portal/index.ts';

const [dataDir = ''] = process.argv.slice(2);
const portal = await startPortal({ dataDir, searchPerSecond: null });
process.stdout.write(`${JSON.stringify({ baseUrl: portal.baseUrl, accessToken: portal.accessToken })}\n`);
