import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Plugin } from 'esbuild';
import ts from 'typescript';

/**
 * Fields of the scoring tables that cards never read: a card shows scores and never computes one. They would be a
 * third of a card. Folder → names.
 */
const UNREAD_FIELDS: Readonly<Record<string, ReadonlySet<string>>> = {
  indicators: new Set(['measure', 'params', 'why', 'plays', 'playFor', 'source']),
  'playbooks/bands': new Set(['body', 'trigger']),
  playbooks: new Set(['words']),
};

/** Fields of a model document that cards draw. */
const DRAWN_MODEL_FIELDS = ['id', 'title', 'bands'];

/** Takes what only scoring needs out of the tables that go into a card. */
export const wordsOnly: Plugin = {
  name: 'words-only',
  setup(build) {
    for (const [folder, fields] of Object.entries(UNREAD_FIELDS)) {
      build.onLoad({ filter: inScoring(folder, 'ts') }, async (file) => ({
        contents: withoutFields(file.path, await readFile(file.path, 'utf8'), fields),
        loader: 'ts',
      }));
    }
    build.onLoad({ filter: inScoring('models', 'json') }, async (file) => {
      const model = JSON.parse(await readFile(file.path, 'utf8')) as Record<string, unknown>;
      const drawn = Object.fromEntries(DRAWN_MODEL_FIELDS.map((field) => [field, model[field]]));
      return { contents: JSON.stringify(drawn), loader: 'json' };
    });
  },
};

function inScoring(folder: string, extension: string): RegExp {
  const segments = ['', 'src', 'scoring', ...folder.split('/'), `[\\w-]+\\.${extension}$`];
  return new RegExp(segments.join(path.sep === '/' ? '/' : '\\\\'));
}

/** Cuts the fields out of the objects that the constants of a file are made of, at any depth, but not out of code. */
function withoutFields(name: string, text: string, fields: ReadonlySet<string>): string {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const cuts: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    const isField = ts.isPropertyAssignment(node) || ts.isMethodDeclaration(node);
    if (isField && fields.has(node.name.getText(file))) cuts.push(node);
    else if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  visit(file);
  return cuts.reduceRight((kept, { pos, end }) => {
    const comma = kept[end] === ',' ? 1 : 0;
    return kept.slice(0, pos) + kept.slice(end + comma);
  }, text);
}
