import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Config, readConfig } from '../../src/config.ts';

/** `.env.example` is loaded by shells and read by people: both must get from it what it means. */

const example = readFileSync(path.resolve(import.meta.dirname, '../../.env.example'), 'utf8');
const ASSIGNMENT = /^(# )?([A-Z][A-Z0-9_]+)=(.*)$/;

interface Entry {
  readonly name: string;
  /** As a shell reads it. */
  readonly value: string;
  readonly commentedOut: boolean;
  /** Marked as a value that is not the default. */
  readonly isExample: boolean;
}

/** Every variable of the file with what the comment above it says; the variables below one comment share it. */
function entriesOf(text: string): Entry[] {
  const entries: Entry[] = [];
  let comment: string[] = [];
  let isOver = true;
  for (const line of text.split('\n')) {
    const [, hash, name, value] = ASSIGNMENT.exec(line) ?? [];
    if (name === undefined || value === undefined) {
      comment = isOver ? [line] : [...comment, line];
      isOver = line === '';
      continue;
    }
    isOver = true;
    entries.push({
      name,
      value: value.replace(/^'(.*)'$/, '$1'),
      commentedOut: hash !== undefined,
      isExample: comment.join(' ').includes('(example)'),
    });
  }
  return entries;
}

const entries = entriesOf(example);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pulso-env-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a shell has after `set -a; . ./.env`. */
function sourced(text: string): Record<string, string> {
  writeFileSync(path.join(folder, '.env'), text);
  const { status, stdout, stderr } = spawnSync('sh', ['-euc', 'set -a; . ./.env; set +a; env -0'], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return Object.fromEntries(
    stdout
      .split('\0')
      .filter((each) => each.includes('='))
      .map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]),
  );
}

test('a shell can load it as it is, and with every variable uncommented', () => {
  expect(readConfig(sourced(example))).toEqual(readConfig({}));
  const all = sourced(
    example
      .split('\n')
      .map((line) => (ASSIGNMENT.test(line) ? line.replace(/^# /, '') : line))
      .join('\n'),
  );
  expect(entries.length).toBeGreaterThan(90);
  for (const { name, value } of entries) expect([name, all[name]]).toEqual([name, value]);
  expect(() => readConfig(all)).not.toThrow();
});

test('a value that is commented out is the default, or is marked as an example', () => {
  const set = entries.filter(({ commentedOut, value }) => commentedOut && value !== '');
  const known = readConfig({});
  const given = readConfig(Object.fromEntries(set.map(({ name, value }) => [name, value])));
  for (const { name, isExample } of set) {
    const isDefault =
      JSON.stringify(given[name as keyof Config]) === JSON.stringify(known[name as keyof Config]);
    expect([name, isExample ? 'example' : 'default']).toEqual([name, isDefault ? 'default' : 'example']);
  }
});
