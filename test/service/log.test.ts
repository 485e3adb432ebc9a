import { spawnSync } from 'node:child_process';
import path from 'node:path';

test('secrets and addresses of people are censored wherever they are put', () => {
  const module = path.resolve(import.meta.dirname, '../../src/service/log.ts');
  const script = `
    import { createLog } from ${JSON.stringify(module)};
    const driverError = Object.assign(new Error('refused'), { parameters: ['hunter2'] });
    const facts = { accessToken: 'hunter2', email: 'ana@example.com' };
    createLog('info').info({ token: 'hunter2', facts, err: driverError, portal: '1' }, 'told');`;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  expect(JSON.parse(stderr)).toMatchObject({ portal: '1', msg: 'told', err: 'refused', token: '[redacted]' });
  expect(stderr).not.toMatch(/hunter2|ana@example/);
});
