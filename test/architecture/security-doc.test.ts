import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** Rows of the threat model: what may happen, what we do about it, what proves it. */
const threats = readFileSync(path.join(root, 'docs/security.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| threat'))
  .map((line) => {
    const [threat = '', , tests = ''] = line
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim());
    return { threat, tests: [...tests.matchAll(/`(test\/[^`]+)`/g)].map(([, file = '']) => file) };
  })
  .filter(({ threat }) => !threat.startsWith('-'));

test('there is a threat model', () => expect(threats.length).toBeGreaterThan(15));

test.each(threats)('$threat: its tests are there', ({ tests }) => {
  expect(tests).not.toEqual([]);
  for (const each of tests) expect([each, globSync(each, { cwd: root })]).not.toEqual([each, []]);
});
