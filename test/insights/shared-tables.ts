import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';

const folder = path.resolve(import.meta.dirname, '../../../shared/data');

export type Line = Readonly<Record<string, string>>;

/** `test`, or a skipped one where the public data set is missing. */
export function testWith(name: string): typeof test {
  const found = existsSync(path.join(folder, name));
  if (!found) console.warn(`skipped: no ../shared/data/${name}`);
  return found ? test : test.skip;
}

export function readTable(name: string): Line[] {
  const text = readFileSync(path.join(folder, name), 'utf8').replace(/^\uFEFF/, '');
  if (text.includes('"')) return parse<Line>(text, { columns: true });
  // Without quotes a line is its cells; the parser takes seconds for the largest tables.
  const [header = '', ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
  const names = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((column, index) => [column, cells[index] ?? '']));
  });
}
