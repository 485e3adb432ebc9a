import { ROLES } from '../../../src/service/service.ts';
import { serveConfigured } from '../../../src/service/runtime.ts';

/** One process of the service, started by tests and soak runs that kill it: the role is its argument. */
const role = ROLES.find((each) => each === process.argv[2]);
const service = await serveConfigured(process.env, role);
process.stdout.write(`${JSON.stringify({ url: service.url })}\n`);
