import { type Design } from './design.ts';
import { type LogisticModel } from './logistic.ts';

/** Probability of the event in each row of the design. */
export function predict({ intercept, coefficients }: LogisticModel, { rows, columns }: Design): Float64Array {
  const probabilities = new Float64Array(rows).fill(intercept);
  for (const [index, column] of columns.entries()) {
    const coefficient = coefficients[index]!;
    for (let row = 0; row < rows; row += 1) probabilities[row]! += coefficient * column[row]!;
  }
  return probabilities.map((linear) => 1 / (1 + Math.exp(-linear)));
}
