/**
 * The part of SOQL that integrations use to read one object: fields or COUNT(), conditions with AND, OR, NOT and
 * brackets, ORDER BY, LIMIT. Whatever else is asked for is refused, as a server that does not know it would.
 */

export type Row = Readonly<Record<string, string | number | boolean | null>>;

export interface Query {
  readonly object: string;
  /** Empty for COUNT(). */
  readonly fields: readonly string[];
  readonly count: boolean;
  matches(row: Row): boolean;
  compare(left: Row, right: Row): number;
  readonly limit: number;
}

/** Names of the parts of a query that make no sense. */
export class SoqlError extends Error {}

const TOKEN = /\s*(?:('(?:[^'\\]|\\.)*')|(<=|>=|!=|<>|[=<>(),])|([\w.:+-]+))/y;

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) throw new SoqlError(`unexpected token at ${text.slice(at, at + 20)}`);
    tokens.push(match[1] ?? match[2] ?? match[3] ?? '');
  }
  return tokens;
}

/** @throws SoqlError with what could not be read */
export function parseSoql(text: string): Query {
  return new Parser(tokensOf(text)).query();
}

type Condition = (row: Row) => boolean;
type Value = string | number | boolean | null;
type Compare = (left: Row, right: Row) => number;

class Parser {
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  query(): Query {
    this.#expect('SELECT');
    const { fields, count } = this.#selection();
    this.#expect('FROM');
    const object = this.#name();
    const matches = this.#takes('WHERE') ? this.#either() : () => true;
    const compare = this.#takes('ORDER') ? this.#order() : () => 0;
    const limit = this.#takes('LIMIT') ? Number(this.#take()) : Number.POSITIVE_INFINITY;
    if (this.#next < this.#tokens.length) throw new SoqlError(`unexpected token: ${this.#take()}`);
    return { object, fields, count, matches, compare, limit };
  }

  #selection(): { fields: string[]; count: boolean } {
    const fields = [this.#name()];
    if (fields[0]?.toUpperCase() === 'COUNT') {
      this.#expect('(');
      this.#expect(')');
      return { fields: [], count: true };
    }
    while (this.#takes(',')) fields.push(this.#name());
    return { fields, count: false };
  }

  #either(): Condition {
    const parts = [this.#both()];
    while (this.#takes('OR')) parts.push(this.#both());
    return (row) => parts.some((part) => part(row));
  }

  #both(): Condition {
    const parts = [this.#single()];
    while (this.#takes('AND')) parts.push(this.#single());
    return (row) => parts.every((part) => part(row));
  }

  #single(): Condition {
    if (this.#takes('NOT')) {
      const inner = this.#single();
      return (row) => !inner(row);
    }
    if (this.#takes('(')) {
      const inner = this.#either();
      this.#expect(')');
      return inner;
    }
    return this.#comparison();
  }

  #comparison(): Condition {
    const field = this.#name();
    const operator = this.#take().toUpperCase();
    if (operator === 'IN') {
      this.#expect('(');
      const values = [this.#value()];
      while (this.#takes(',')) values.push(this.#value());
      this.#expect(')');
      return (row) => values.includes(valueOf(row, field));
    }
    const value = this.#value();
    return (row) => holds(operator, valueOf(row, field), value);
  }

  #order(): Compare {
    this.#expect('BY');
    const parts: Compare[] = [];
    do {
      const field = this.#name();
      const sign = this.#takes('DESC') ? -1 : 1;
      this.#takes('ASC');
      parts.push((left, right) => sign * order(valueOf(left, field), valueOf(right, field)));
    } while (this.#takes(','));
    return (left, right) => {
      for (const part of parts) {
        const result = part(left, right);
        if (result !== 0) return result;
      }
      return 0;
    };
  }

  #value(): Value {
    const token = this.#take();
    if (token.startsWith("'")) return token.slice(1, -1).replace(/\\(.)/g, '$1');
    if (/^null$/i.test(token)) return null;
    if (/^(true|false)$/i.test(token)) return token.toLowerCase() === 'true';
    if (/^\d{4}-\d{2}-\d{2}T/.test(token)) return new Date(token).toISOString();
    if (/^\d{4}-\d{2}-\d{2}$/.test(token)) return token;
    if (/^-?\d+(\.\d+)?$/.test(token)) return Number(token);
    throw new SoqlError(`unexpected token: ${token}`);
  }

  #name(): string {
    const name = this.#take();
    if (!/^[A-Za-z]\w*$/.test(name)) throw new SoqlError(`unexpected token: ${name}`);
    return name;
  }

  #take(): string {
    const token = this.#tokens[this.#next];
    if (token === undefined) throw new SoqlError('unexpected end of the query');
    this.#next += 1;
    return token;
  }

  #takes(word: string): boolean {
    if (this.#tokens[this.#next]?.toUpperCase() !== word) return false;
    this.#next += 1;
    return true;
  }

  #expect(word: string): void {
    if (!this.#takes(word)) throw new SoqlError(`expected ${word}`);
  }
}

function valueOf(row: Row, field: string): Value {
  const value = row[field];
  if (value === undefined) throw new SoqlError(`No such column '${field}'`);
  return value;
}

function holds(operator: string, left: Value, right: Value): boolean {
  switch (operator) {
    case '=':
      return left === right;
    case '!=':
    case '<>':
      return left !== right;
    case 'LIKE':
      return typeof left === 'string' && likePattern(String(right)).test(left);
    case '<':
      return left !== null && order(left, right) < 0;
    case '<=':
      return left !== null && order(left, right) <= 0;
    case '>':
      return left !== null && order(left, right) > 0;
    case '>=':
      return left !== null && order(left, right) >= 0;
    default:
      throw new SoqlError(`unexpected token: ${operator}`);
  }
}

/** Nulls first, as Salesforce sorts. */
function order(left: Value, right: Value): number {
  if (left === right) return 0;
  if (left === null || right === null) return left === null ? -1 : 1;
  return left < right ? -1 : 1;
}

function likePattern(like: string): RegExp {
  const source = like
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return new RegExp(`^${source}$`, 'is');
}
