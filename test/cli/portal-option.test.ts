import { runCli } from '../../src/cli/index.ts';
import { type RuntimeOptions, type Services } from '../../src/cli/services.ts';
import { AppError } from '../../src/errors.ts';

/** Runs a command up to the opening of the runtime; tells which portal it asked for. */
async function askedFor(args: readonly string[]): Promise<string | undefined> {
  const asked: (string | undefined)[] = [];
  const services = {
    env: {},
    async openRuntime(_env: object, options: RuntimeOptions = {}) {
      asked.push(options.portalId);
      throw new AppError('config-invalid', 'far enough');
    },
  } as unknown as Services;
  const notes: string[] = [];
  const code = await runCli(args, services, {
    json: () => undefined,
    line: () => undefined,
    note: (text) => void notes.push(text),
    isTerminal: false,
  });
  expect({ code, notes }).toEqual({ code: 2, notes: ['pulso: far enough'] });
  expect(asked).toHaveLength(1);
  return asked[0];
}

test.each([
  ['pull', '--source', 'stripe'],
  ['provision'],
  ['provision', '--check'],
  ['preview'],
  ['sync'],
  ['report'],
  ['kpis'],
  ['model', 'check'],
  ['accounts', 'list'],
  ['accounts', 'quality'],
  ['accounts', 'confirm', 'stripe', 'cus_1', '31'],
  ['accounts', 'reject', 'stripe', 'cus_1'],
  ['accounts', 'reset', 'stripe', 'cus_1'],
  ['accounts', 'alias', 'acme.com', '31'],
  ['accounts', 'alias', 'acme.com'],
])('%s %s works on the portal that is named, else on the only one', async (...args) => {
  expect(await askedFor([...args, '--portal', '4711'])).toBe('4711');
  expect(await askedFor(args)).toBeUndefined();
});
