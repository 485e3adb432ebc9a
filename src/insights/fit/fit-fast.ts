import { type Design } from './design.ts';
import { fitLogistic, type LogisticFit, type LogisticOptions } from './logistic.ts';

/** Rows that give a start good enough for a large table. */
const SAMPLE = 20_000;

/**
 * The same optimum as {@link fitLogistic}. A large table starts from the fit of every k-th row, which is near enough
 * that a few passes over all rows are left to do.
 */
export function fitFast(design: Design, labels: Uint8Array, options: LogisticOptions): LogisticFit {
  const stride = Math.floor(design.rows / SAMPLE);
  if (stride < 2 || options.start !== undefined) return fitLogistic(design, labels, options);
  const rows = Math.ceil(design.rows / stride);
  const sample = {
    rows,
    columns: design.columns.map((column) =>
      Float64Array.from({ length: rows }, (_, row) => column[row * stride]!),
    ),
  };
  const sampled = Uint8Array.from({ length: rows }, (_, row) => labels[row * stride]!);
  const start = fitLogistic(sample, sampled, { ...options, c: options.c * stride });
  return fitLogistic(design, labels, { ...options, start });
}
