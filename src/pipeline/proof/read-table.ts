import { StringDecoder } from 'node:string_decoder';
import { AppError } from '../../errors.ts';
import { CsvRecords } from './csv-records.ts';

/** Takes a table row by row. */
export interface TableSink {
  /** The columns so far; called again when an NDJSON line brings new ones, which earlier rows then lack. */
  columns(names: readonly string[]): void;
  /** Cells by column, '' where there is none; `line` is the line of the file it starts at, from 1. */
  row(cells: readonly string[], line: number): void;
}

/**
 * Reads CSV (RFC 4180, header) or NDJSON, whichever the first character says, into a sink. Memory stays flat.
 * @throws AppError `input-invalid` naming the line of the first fault.
 */
export async function readTable(chunks: AsyncIterable<Uint8Array>, sink: TableSink): Promise<void> {
  const decoder = new StringDecoder('utf8');
  let parser: { write(text: string): void; end(): void } | null = null;
  let isFirst = true;
  let head = '';
  for await (const chunk of chunks) {
    let text = decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    if (isFirst && text !== '') {
      text = text.replace(/^\uFEFF/, '');
      isFirst = false;
    }
    if (parser === null) {
      head += text;
      if (head.trim() === '') continue;
      text = head;
      parser = head.trimStart().startsWith('{') ? new JsonLines(sink) : new CsvTable(sink);
    }
    parser.write(text);
  }
  if (parser === null) throw new AppError('input-invalid', 'The table is empty: expected a header and rows.');
  parser.write(decoder.end());
  parser.end();
}

/** CSV with a header. */
class CsvTable {
  private readonly records: CsvRecords;

  constructor(sink: TableSink) {
    let width = -1;
    this.records = new CsvRecords((cells, line) => {
      if (width === -1) {
        width = cells.length;
        sink.columns(checkedHeader(cells));
      } else if (cells.length === width) {
        sink.row(cells, line);
      } else if (cells.length > 1 || cells[0] !== '') {
        throw new AppError(
          'input-invalid',
          `Line ${line}: ${cells.length} cells, but the header has ${width}.`,
        );
      }
    });
  }

  write(text: string): void {
    this.records.write(text);
  }

  end(): void {
    this.records.end();
  }
}

function checkedHeader(cells: readonly string[]): string[] {
  const names = cells.map((cell) => cell.trim());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new AppError('input-invalid', `Line 1: column "${twice}" appears twice.`);
  return names;
}

/** One JSON object a line. */
class JsonLines {
  private readonly sink: TableSink;
  private readonly positions = new Map<string, number>();
  private line = 0;
  private rest = '';

  constructor(sink: TableSink) {
    this.sink = sink;
  }

  write(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.take(line);
  }

  end(): void {
    this.take(this.rest);
  }

  private take(text: string): void {
    this.line += 1;
    if (text.trim() === '') return;
    const entries = Object.entries(this.parse(text));
    const known = this.positions.size;
    for (const [name] of entries) {
      if (!this.positions.has(name)) this.positions.set(name, this.positions.size);
    }
    if (this.positions.size > known) this.sink.columns([...this.positions.keys()]);
    const cells = new Array<string>(this.positions.size).fill('');
    for (const [name, value] of entries) cells[this.positions.get(name) ?? 0] = this.cell(name, value);
    this.sink.row(cells, this.line);
  }

  private parse(text: string): object {
    try {
      const value = JSON.parse(text) as unknown;
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    } catch (cause) {
      throw new AppError('input-invalid', `Line ${this.line}: not valid JSON.`, { cause });
    }
    throw new AppError('input-invalid', `Line ${this.line}: expected a JSON object.`);
  }

  private cell(name: string, value: unknown): string {
    if (value === null) return '';
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw new AppError('input-invalid', `Line ${this.line}: ${name} is neither text nor number.`);
  }
}
