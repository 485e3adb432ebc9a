/** Where a command writes: results to stdout, everything else to stderr. */
export interface Output {
  /** One JSON document, and nothing else, on stdout. */
  json(value: unknown): void;
  /** A line for people on stdout. */
  line(text?: string): void;
  /** A line for people on stderr. */
  note(text: string): void;
  /** Whether stderr is a terminal that can show progress bars. */
  readonly isTerminal: boolean;
}

export function processOutput(streams: Pick<NodeJS.Process, 'stdout' | 'stderr'>): Output {
  return {
    json: (value) => void streams.stdout.write(`${JSON.stringify(value)}\n`),
    line: (text = '') => void streams.stdout.write(`${text}\n`),
    note: (text) => void streams.stderr.write(`${text}\n`),
    isTerminal: streams.stderr.isTTY,
  };
}

/**
 * Lets a command go on to its end, and close what it opened, when whoever reads its output stops (`pulso sync | head -1`):
 * without a listener the error of the closed pipe would end the process where it stands.
 */
export function outliveReaders(streams: Pick<NodeJS.Process, 'stdout' | 'stderr'>): void {
  for (const stream of [streams.stdout, streams.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/** Columns padded to their widest cell; numbers right. */
export function textTable(
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const cells = [header, ...rows.map((row) => row.map(String))];
  const widths = header.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const isNumeric = header.map(
    (_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) =>
          isNumeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
