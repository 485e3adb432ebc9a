import { type Command } from 'commander';
import { type Output } from '../output.ts';
import { type Services } from '../services.ts';

export function keysCommand(program: Command, services: Services, output: Output): void {
  const keys = program.command('keys').description('keys that seal stored secrets');
  keys
    .command('generate')
    .description('print a new key for PULSO_ENCRYPTION_KEY')
    .action(() => output.line(services.generateKey()));
  keys
    .command('rotate')
    .description('seal every stored secret with the first key of PULSO_ENCRYPTION_KEY')
    .action(async () => {
      const admin = await services.administer(services.env);
      try {
        const sealed = await admin.rotateKeys();
        output.line(`${sealed} secrets sealed anew; older keys are not needed any more.`);
      } finally {
        await admin.close();
      }
    });
}
