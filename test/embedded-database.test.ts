import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openEmbeddedDatabase } from '../src/embedded-database.ts';

describe('openEmbeddedDatabase', () => {
  let parent: string;
  let folder: string;

  beforeEach(async () => {
    parent = await mkdtemp(path.join(os.tmpdir(), 'pulso-embedded-'));
    folder = path.join(parent, 'deep', 'db');
  });

  afterEach(() => rm(parent, { recursive: true }));

  test('keeps what was written for the next one', async () => {
    const first = await openEmbeddedDatabase(folder);
    await first.exec(`create table note (text text); insert into note values ('ñandú')`);
    await first.close();
    const second = await openEmbeddedDatabase(folder);
    expect((await second.query('select text from note')).rows).toEqual([{ text: 'ñandú' }]);
    await second.close();
    expect(existsSync(`${folder}.unfinished`)).toBe(false);
  });

  test('starts over where an earlier process was killed while unpacking', async () => {
    await mkdir(path.join(folder, 'base'), { recursive: true });
    await writeFile(path.join(folder, 'PG_VERSION'), '18');
    await writeFile(`${folder}.unfinished`, '');
    const database = await openEmbeddedDatabase(folder);
    expect((await database.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await database.close();
  });

  test('a folder that is no database is an error, and nothing in it is touched', async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'PG_VERSION'), '12');
    await expect(openEmbeddedDatabase(folder)).rejects.toThrow();
    expect(existsSync(path.join(folder, 'PG_VERSION'))).toBe(true);
  });
});
