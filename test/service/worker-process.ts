/** One worker of the service as a process of its own, for tests that kill it. Environment: as the service's. */
import { serveConfigured } from '../../src/service/runtime.ts';

await serveConfigured(process.env, 'worker');
process.stdout.write('ready\n');
