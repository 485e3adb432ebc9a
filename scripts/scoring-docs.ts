import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import {
  CAPS,
  indicatorById,
  MODELS,
  SEGMENTS,
  type AnyIndicator,
  type Curve,
  type Model,
  type ModelIndicator,
} from '../src/scoring/index.ts';
import { curveSvg } from './curve-svg.ts';

/**
 * Writes docs/scoring.md and its drawings from the models: `node scripts/scoring-docs.ts`. The words that no
 * model holds are in scoring-docs.md beside this file. A test says when the result is old.
 */

const IMAGES = 'docs/images/curves';
const root = path.resolve(import.meta.dirname, '..');

/** Every file of the documentation of scoring, by path from the root. */
export async function scoringDocs(): Promise<ReadonlyMap<string, string>> {
  const text = readFileSync(path.join(import.meta.dirname, 'scoring-docs.md'), 'utf8');
  const models = [...MODELS.values()];
  const page = text
    .replace('<!-- models -->', () => models.map(modelSection).join('\n'))
    .replace('<!-- segments -->', segmentTable)
    .replace('<!-- indicators -->', () => indicatorsOf(models).map(indicatorSection).join('\n'));
  return new Map([
    ['docs/scoring.md', await format(page, { parser: 'markdown' })],
    ...indicatorsOf(models).flatMap((entry) =>
      curvesOf(entry).map(([name, curve]): [string, string] => [
        `${IMAGES}/${imageName(entry.id, name)}`,
        curveSvg(curve, `${entry.id}: ${name}`),
      ]),
    ),
  ]);
}

/** Each indicator once, as the first model that uses it configures it. */
function indicatorsOf(models: readonly Model[]): ModelIndicator[] {
  const entries = new Map<string, ModelIndicator>();
  for (const entry of models.flatMap(({ dimensions }) =>
    dimensions.flatMap(({ indicators }) => indicators),
  )) {
    if (!entries.has(entry.id)) entries.set(entry.id, entry);
  }
  return [...entries.values()];
}

function modelSection(model: Model): string {
  const head = [
    `### ${model.title.en} (\`${model.id}\`, version ${model.version})`,
    '',
    `${model.note} Source: ${model.source}. In force from ${model.effectiveFrom}.`,
    '',
    `Bands: ${model.bands.map(({ id, from, exclusive }) => `${id} ${exclusive === true ? 'above' : 'from'} ${from}`).join(', ')}. ` +
      `Alert levels: ${model.alerts.map(({ id, from }) => `${id} from ${from}`).join(', ')}. ` +
      `Minimum coverage: ${percent(model.minimumCoverage)}.`,
    '',
  ];
  return [
    ...head,
    ...(model.kind === 'weighted' ? weightTable(model) : actionTable(model)),
    ...capTable(model),
  ].join('\n');
}

function weightTable({ dimensions }: Model): string[] {
  const rows = dimensions.flatMap((dimension) =>
    dimension.indicators.map((entry) => {
      const link = `[${indicatorOf(entry).title.en}](#${entry.id})`;
      const ofScore = percent(dimension.weight * entry.weight);
      return `| ${dimension.title.en} (${percent(dimension.weight)}) | ${link} | ${percent(entry.weight)} | ${ofScore} |`;
    }),
  );
  return [
    '| dimension | indicator | share of the dimension | share of the score |',
    '|---|---|---|---|',
    ...rows,
    '',
  ];
}

function actionTable({ actions }: Model): string[] {
  return [
    '| action | impact each time |',
    '|---|---|',
    ...actions.map(({ id, title, impact }) => `| ${title.en} (\`${id}\`) | ${impact} |`),
    '',
  ];
}

function capTable({ caps }: Model): string[] {
  if (caps.length === 0) return ['No caps.', ''];
  return [
    '| cap | when | score at most | dimension at most |',
    '|---|---|---|---|',
    ...caps.map(({ id, limit, dimension, params }) => {
      const title = CAPS.find((cap) => cap.id === id)?.title.en ?? id;
      const inside = dimension === undefined ? '' : `${dimension.id} ${dimension.limit}`;
      const numbers = Object.entries(params).map(([name, value]) => `${name} ${String(value)}`);
      return `| ${title} (\`${id}\`) | ${numbers.join(', ')} | ${limit} | ${inside} |`;
    }),
    '',
  ];
}

function segmentTable(): string {
  const rows = [...SEGMENTS.values()].flatMap(({ id, note, source, overrides }) =>
    Object.entries(overrides).map(([model, { dimensions = {} }]) => {
      const weights = Object.entries(dimensions).map(([name, weight]) => `${name} ${percent(weight)}`);
      return `| \`${id}\` | \`${model}\` | ${weights.join(', ')} | ${note} | ${source} |`;
    }),
  );
  return ['| segment | model | weights | why | source |', '|---|---|---|---|---|', ...rows].join('\n');
}

function indicatorSection(entry: ModelIndicator): string {
  const { title, why, target, needs, section, source, plays } = indicatorOf(entry);
  const numbers = Object.entries(entry.params).filter(([, value]) => typeof value === 'number');
  return [
    `<a id="${entry.id}"></a>`,
    '',
    `### ${title.en} (\`${entry.id}\`)`,
    '',
    `${why.en} Good: ${lowerFirst(target.en)}. Needs ${needs.en} (\`${section}\`). Source: ${source}. ` +
      `Plays: ${plays.map((play) => `\`${play}\``).join(', ')}.`,
    '',
    ...curvesOf(entry).flatMap(([name, curve]) => [
      `${name}: ${curve.map(([value, score]) => `${value}→${score}`).join(', ')}`,
      '',
      `![${title.en}: ${name}](images/curves/${imageName(entry.id, name)})`,
      '',
    ]),
    ...(numbers.length === 0
      ? []
      : [`Numbers: ${numbers.map(([name, value]) => `${name} ${String(value)}`).join(', ')}.`, '']),
  ].join('\n');
}

function curvesOf({ params }: ModelIndicator): [string, Curve][] {
  return Object.entries(params).flatMap(([name, value]) =>
    typeof value === 'number' ? [] : [[name, value]],
  );
}

function indicatorOf({ id }: ModelIndicator): AnyIndicator {
  const indicator = indicatorById(id);
  if (indicator === undefined) throw new Error(`no indicator ${id}`);
  return indicator;
}

function imageName(id: string, curve: string): string {
  return curve === 'curve' ? `${id}.svg` : `${id}-${curve.toLowerCase()}.svg`;
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

if (import.meta.main) {
  rmSync(path.join(root, IMAGES), { recursive: true, force: true });
  mkdirSync(path.join(root, IMAGES), { recursive: true });
  for (const [file, content] of await scoringDocs()) writeFileSync(path.join(root, file), content);
}
