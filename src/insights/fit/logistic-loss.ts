import { type Design } from './design.ts';

/** Rows worked on at a time: few enough that their columns stay in the processor's nearest cache. */
const BLOCK = 256;

/**
 * The penalised logistic loss over a design, with its derivatives. Points are the coefficients followed by the
 * intercept. `evaluate` keeps each row's probability, which `gradient` and `hessian` of the same point use.
 */
export class LogisticLoss {
  private readonly design: Design;
  private readonly labels: Uint8Array;
  private readonly c: number;
  private readonly probabilities: Float64Array;

  constructor(design: Design, labels: Uint8Array, c: number) {
    this.design = design;
    this.labels = labels;
    this.c = c;
    this.probabilities = new Float64Array(design.rows);
  }

  /** Objective at a point. */
  evaluate(point: Float64Array): number {
    const { rows, columns } = this.design;
    const { labels, probabilities } = this;
    for (let start = 0; start < rows; start += BLOCK) {
      const end = Math.min(rows, start + BLOCK);
      probabilities.fill(point[columns.length]!, start, end);
      for (let index = 0; index < columns.length; index += 1) {
        addProduct(probabilities, columns[index]!, point[index]!, start, end);
      }
    }
    let loss = 0;
    for (let row = 0; row < rows; row += 1) {
      const linear = probabilities[row]!;
      // log(1 + e^-|m|) never overflows; the rest of the loss is linear.
      const small = Math.exp(-Math.abs(linear));
      probabilities[row] = linear >= 0 ? 1 / (1 + small) : small / (1 + small);
      loss += Math.log1p(small) + Math.max(0, labels[row] === 1 ? -linear : linear);
    }
    let penalty = 0;
    for (let index = 0; index < columns.length; index += 1) penalty += point[index]! ** 2;
    return penalty / 2 + this.c * loss;
  }

  /** Gradient at the point evaluated last. */
  gradient(point: Float64Array): Float64Array {
    const { rows, columns } = this.design;
    const { labels, probabilities } = this;
    const sums = new Float64Array(columns.length + 1);
    const errors = new Float64Array(BLOCK);
    for (let start = 0; start < rows; start += BLOCK) {
      const end = Math.min(rows, start + BLOCK);
      let sum = 0;
      for (let row = start; row < end; row += 1) {
        sum += errors[row - start] = probabilities[row]! - labels[row]!;
      }
      sums[columns.length]! += sum;
      for (let index = 0; index < columns.length; index += 1) {
        sums[index]! += dot(errors, columns[index]!, start, end);
      }
    }
    return sums.map((sum, index) => this.c * sum + (index < columns.length ? point[index]! : 0));
  }

  /** Lower triangle of the second derivatives at the point evaluated last. */
  hessian(): Float64Array {
    const { rows, columns } = this.design;
    const size = columns.length + 1;
    const sums = new Float64Array(size * size);
    for (let start = 0; start < rows; start += BLOCK)
      this.addBlock(sums, start, Math.min(rows, start + BLOCK));
    for (let index = 0; index < sums.length; index += 1) sums[index]! *= this.c;
    for (let index = 0; index < columns.length; index += 1) sums[index * size + index]! += 1;
    return sums;
  }

  private addBlock(sums: Float64Array, start: number, end: number): void {
    const { columns } = this.design;
    const size = columns.length + 1;
    const curvatures = new Float64Array(BLOCK);
    const weighted = new Float64Array(BLOCK);
    let total = 0;
    for (let row = start; row < end; row += 1) {
      const probability = this.probabilities[row]!;
      total += curvatures[row - start] = probability * (1 - probability);
    }
    for (const [index, column] of columns.entries()) {
      let sum = 0;
      for (let row = start; row < end; row += 1) {
        sum += weighted[row - start] = curvatures[row - start]! * column[row]!;
      }
      for (let other = 0; other <= index; other += 1) {
        sums[index * size + other]! += dot(weighted, columns[other]!, start, end);
      }
      sums[columns.length * size + index]! += sum;
    }
    sums[size * size - 1]! += total;
  }
}

/** `target += factor × column` in the rows [start, end). */
function addProduct(
  target: Float64Array,
  column: Float64Array,
  factor: number,
  start: number,
  end: number,
): void {
  if (factor === 0) return;
  for (let row = start; row < end; row += 1) target[row]! += factor * column[row]!;
}

/** Inner product of a column's rows [start, end) with numbers that begin at that row; four sums hide the latency of adding. */
function dot(numbers: Float64Array, column: Float64Array, start: number, end: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  let row = start;
  for (; row + 3 < end; row += 4) {
    a += numbers[row - start]! * column[row]!;
    b += numbers[row - start + 1]! * column[row + 1]!;
    c += numbers[row - start + 2]! * column[row + 2]!;
    d += numbers[row - start + 3]! * column[row + 3]!;
  }
  for (; row < end; row += 1) a += numbers[row - start]! * column[row]!;
  return a + b + (c + d);
}
