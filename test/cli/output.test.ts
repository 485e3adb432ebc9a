import { spawnSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import path from 'node:path';
import { outliveReaders } from '../../src/cli/output.ts';

const main = path.resolve(import.meta.dirname, '../../src/main.ts');

test('a command whose reader is gone goes on to its end', () => {
  const script = `( "${process.execPath}" "${main}" keys generate; echo "ended with $?" >&2 ) | true`;
  const { stderr } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
  expect(stderr).toBe('ended with 0\n');
});

test('of errors of the output, only that of a closed pipe is let pass', () => {
  const stdout = new EventEmitter();
  outliveReaders({ stdout, stderr: new EventEmitter() } as unknown as NodeJS.Process);
  const failing = (code: string) => () => stdout.emit('error', Object.assign(new Error(code), { code }));
  expect(failing('EPIPE')).not.toThrow();
  expect(failing('ENOSPC')).toThrow('ENOSPC');
});
