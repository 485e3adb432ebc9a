import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { MESSAGES } from '../../src/model/messages/catalogue.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Where only whoever runs Pulso is spoken to: the command line, its files and its configuration. */
const OPERATORS = [
  /^src\/(cli|config\.ts|errors\.ts|sandbox|insights)/,
  /^src\/service\/(administration|alerts|connect|exchange|guarded-fetch|installations|listen|runtime)\.ts/,
  /^src\/store\/(crypto\/|folder-lock|open|tenant-guard)/,
  /^src\/jobs\/schedule\.ts/,
  /^src\/model\/parse-signals\.ts/,
  /^src\/scoring\/models\/(apply-segment|parse-model)\.ts/,
  /^src\/pipeline\/(accounts|score-file|seen-events)\.ts/,
  /^src\/pipeline\/proof\/(csv-records|fit-file|read-panel|read-table|judge-thread)\.ts/,
  /^src\/sources\/(amplitude\/(index|mapping-file)|datasets\/dataset|salesforce\/index|zendesk\/connect|zuora\/index)\.ts/,
];
/** Said where a bug of ours shows, and answered as `internal`. */
const BUGS = ['src/server/middleware/portal.ts'];

const FILES = ['src', 'serverless'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(folder, file)),
);
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** The texts that a file gives its errors, as they stand there. */
function plainTexts(file: string): string[] {
  const found: string[] = [];
  const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'AppError') {
      const said = node.arguments?.[1]?.getText() ?? '';
      if (/^(['"`]|message$)/.test(said)) found.push(said);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('an error that can reach people in HubSpot is a message of the catalogue', () => {
  const plain = FILES.filter((file) => !OPERATORS.some((each) => each.test(file)) && !BUGS.includes(file));
  expect(plain.length).toBeGreaterThan(200);
  expect(plain.flatMap((file) => plainTexts(file).map((text) => `${file}: ${text}`))).toEqual([]);
});

test('a plain text would be found', () => {
  expect(plainTexts('src/jobs/schedule.ts')).toHaveLength(1);
});

test('every message of the catalogue is said somewhere', () => {
  const said = FILES.filter((file) => !file.startsWith('src/model/messages'))
    .map(textOf)
    .join('\n');
  const elsewhere = /^(general|field)\./;
  const unsaid = Object.keys(MESSAGES).filter(
    (code) => !elsewhere.test(code) && !['as', 'does-not-fit'].includes(code) && !said.includes(`'${code}'`),
  );
  expect(unsaid).toEqual([]);
});
