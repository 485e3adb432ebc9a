import { runCli } from '../../src/cli/index.ts';
import { type Check, type Services } from '../../src/cli/services.ts';
import { examine } from '../../src/service/doctor.ts';

async function run(checks: readonly Check[]) {
  const lines: string[] = [];
  const services = { env: {}, doctor: async () => checks } as unknown as Services;
  const code = await runCli(['doctor'], services, {
    json: () => undefined,
    line: (text = '') => void lines.push(text),
    note: () => undefined,
    isTerminal: false,
  });
  return { code, lines };
}

const OK: Check = { name: 'clock', state: 'ok', message: 'agrees' };

test('bad configuration ends it with 2, any other failure with 1', async () => {
  const failed: Check = { name: 'database', state: 'failed', message: 'no answer', code: 'store-failed' };
  expect((await run([OK])).code).toBe(0);
  expect((await run([OK, failed])).code).toBe(1);
  expect((await run([failed, { ...failed, code: 'config-invalid' }])).code).toBe(2);
});

test('every wrong setting is named at once, in one line', async () => {
  const checks = await examine({ PULSO_PORT: 'many', PULSO_LOCALE: 'fr', PULSO_CONCURRENCY: '0' });
  const { code, lines } = await run(checks);
  expect(code).toBe(2);
  expect(lines).toHaveLength(1);
  for (const name of ['PULSO_PORT', 'PULSO_LOCALE', 'PULSO_CONCURRENCY']) expect(lines[0]).toContain(name);
});
