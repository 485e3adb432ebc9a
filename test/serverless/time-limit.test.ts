import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Act } from '../../serverless/lib/function.ts';
import { readScored } from '../../serverless/lib/company.ts';
import { serviceFirst } from '../../serverless/lib/service-first.ts';
import { breakdownWithBasis, startCompanyPortal } from './company-portal.ts';

/** Never answers. */
let hanging: Server;
beforeAll(async () => {
  hanging = createServer(() => undefined);
  await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve));
  const { port } = hanging.address() as AddressInfo;
  Object.assign(process.env, { PULSO_CLIENT_SECRET: 's', PULSO_SERVICE_URL: `http://127.0.0.1:${port}` });
});
afterAll(() => {
  hanging.closeAllConnections();
  return new Promise((resolve) => hanging.close(resolve));
});

/** A function that asks HubSpot twice, of which each answer takes so long; and how long it took itself. */
async function run(answerMs: number) {
  const slow = () => new Promise<void>((resolve) => setTimeout(resolve, answerMs));
  const portal = await startCompanyPortal(breakdownWithBasis('green'), slow);
  Object.assign(process.env, portal.environment);
  const act: Act<'getHealth'> = async ({ companyId }, { portal: api }) => {
    await readScored(api, companyId);
    return readScored(api, companyId);
  };
  const limits = { wholeMs: 600, serviceMs: 300 };
  const main = serviceFirst('getHealth', act, limits);
  const began = performance.now();
  try {
    return {
      answer: await main({ parameters: { companyId: portal.companyId } }),
      ms: performance.now() - began,
    };
  } finally {
    await portal.close();
  }
}

test('a service that hangs and a slow HubSpot share the time of a function', async () => {
  const { answer, ms } = await run(250);
  expect(answer).toMatchObject({ error: { code: 'upstream-unavailable' } });
  expect(ms).toBeLessThan(750);
});

test('what is left after a service that hangs is enough for a HubSpot that answers', async () => {
  const { answer } = await run(20);
  expect(answer).toMatchObject({ breakdown: { v: 2 } });
});
