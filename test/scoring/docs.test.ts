import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { scoringDocs } from '../../scripts/scoring-docs.ts';
import { INDICATORS } from '../../src/scoring/index.ts';

const root = path.resolve(import.meta.dirname, '../..');
const docs = await scoringDocs();

describe('docs/scoring.md', () => {
  test('and its drawings are current (else run node scripts/scoring-docs.ts)', () => {
    const old = [...docs].filter(([file, content]) => {
      const location = path.join(root, file);
      return !existsSync(location) || readFileSync(location, 'utf8') !== content;
    });
    expect(old.map(([file]) => file)).toEqual([]);
  });

  test('has no drawing that nothing refers to', () => {
    const expected = [...docs.keys()]
      .filter((file) => file.endsWith('.svg'))
      .map((file) => path.basename(file));
    expect(readdirSync(path.join(root, 'docs/images/curves')).sort()).toEqual(expected.sort());
  });

  test('explains every indicator and shows every drawing', () => {
    const page = docs.get('docs/scoring.md') ?? '';
    for (const { id } of INDICATORS) expect(page).toContain(`<a id="${id}"></a>`);
    for (const [, image] of page.matchAll(/\]\((images\/[^)]+)\)/g)) {
      expect(existsSync(path.join(root, 'docs', image ?? ''))).toBe(true);
    }
    expect(page).not.toContain('<!--');
  });
});
