import { AppError } from '../../errors.ts';
import { solvePositiveDefinite } from './cholesky.ts';
import { type Design } from './design.ts';
import { LogisticLoss } from './logistic-loss.ts';

/** Largest length of the gradient that counts as the optimum. */
export const GRADIENT_TOLERANCE = 1e-8;
const MOST_STEPS = 200;
const MOST_HALVINGS = 60;
/** Share of the decrease promised by the slope that a step must deliver (Armijo). */
const SUFFICIENT = 1e-4;

export interface LogisticOptions {
  /** Weight of the loss against the penalty; larger means less regularised. */
  readonly c: number;
  /** How many of the first coefficients may not go below 0; none unless told. */
  readonly nonNegative?: number;
  /** Where to start; 0 unless told. A close start saves passes over the rows. */
  readonly start?: LogisticModel;
}

export interface LogisticModel {
  readonly intercept: number;
  /** On the features of the design. */
  readonly coefficients: Float64Array;
}

export interface LogisticFit extends LogisticModel {
  /** Euclidean length of the gradient at the end (projected, where a coefficient is held at 0). */
  readonly gradientNorm: number;
  readonly steps: number;
}

/**
 * Minimises `½‖w‖² + C Σ log(1 + e^(−y(xw+b)))` exactly, by Newton's method with a line search; the intercept is not
 * penalised. The penalty makes the optimum unique and finite also for collinear columns and separable outcomes.
 * With `nonNegative`, coefficients that want to go below 0 are held there (Bertsekas 1982, projected Newton).
 * @throws AppError `input-invalid` when the gradient cannot be brought below {@link GRADIENT_TOLERANCE}.
 */
export function fitLogistic(design: Design, labels: Uint8Array, options: LogisticOptions): LogisticFit {
  if (!labels.includes(0) || !labels.includes(1)) {
    throw new AppError('input-invalid', 'Only one outcome occurs, so there is nothing to tell apart.');
  }
  const width = design.columns.length;
  const loss = new LogisticLoss(design, labels, options.c);
  const bounded = options.nonNegative ?? 0;
  let point = startPoint(width, options.start);
  let objective = loss.evaluate(point);
  for (let steps = 0; steps <= MOST_STEPS; steps += 1) {
    const gradient = loss.gradient(point);
    const free = freeIndices(point, gradient, bounded);
    const gradientNorm = Math.hypot(...free.map((index) => gradient[index]!));
    if (gradientNorm < GRADIENT_TOLERANCE) {
      return {
        intercept: point[width]!,
        coefficients: point.slice(0, width),
        gradientNorm,
        steps,
      };
    }
    const direction = newtonDirection(loss.hessian(), gradient, free, width + 1);
    const next =
      direction && lineSearch(loss, { point, objective, gradient, direction, bounded, rows: design.rows });
    if (!next) break;
    ({ point, objective } = next);
  }
  throw new AppError(
    'input-invalid',
    `The fit does not converge: no gradient below ${GRADIENT_TOLERANCE} with C = ${options.c}. ` +
      'The outcome is separable or columns differ too much in size; use a smaller C.',
  );
}

function startPoint(width: number, start: LogisticModel | undefined): Float64Array {
  const point = new Float64Array(width + 1);
  if (start === undefined) return point;
  point.set(start.coefficients);
  point[width] = start.intercept;
  return point;
}

/** Indices that may move: all but those at their bound that the gradient pushes against it. */
function freeIndices(point: Float64Array, gradient: Float64Array, bounded: number): number[] {
  const free: number[] = [];
  for (let index = 0; index < point.length; index += 1) {
    if (index >= bounded || point[index]! > 0 || gradient[index]! < 0) free.push(index);
  }
  return free;
}

/** Newton's step in the free indices, zero elsewhere; null when the curvature is lost to rounding. */
function newtonDirection(
  hessian: Float64Array,
  gradient: Float64Array,
  free: readonly number[],
  size: number,
): Float64Array | null {
  const reduced = new Float64Array(free.length * free.length);
  for (const [row, from] of free.entries()) {
    for (let column = 0; column <= row; column += 1) {
      reduced[row * free.length + column] = hessian[from * size + free[column]!]!;
    }
  }
  const right = Float64Array.from(free, (index) => -gradient[index]!);
  const solved = solvePositiveDefinite(reduced, right, free.length);
  if (solved === null) return null;
  const direction = new Float64Array(size);
  for (const [position, index] of free.entries()) direction[index] = solved[position]!;
  return direction;
}

interface Search {
  readonly point: Float64Array;
  readonly objective: number;
  readonly gradient: Float64Array;
  readonly direction: Float64Array;
  readonly bounded: number;
  readonly rows: number;
}

/** The first of the steps 1, ½, ¼ … that goes down enough, projected onto the bounds; null when none does. */
function lineSearch(
  loss: LogisticLoss,
  { point, objective, gradient, direction, bounded, rows }: Search,
): { point: Float64Array; objective: number } | null {
  // Near the optimum the decrease drowns in the rounding of the sum over rows; Newton's full step is right there.
  const rounding = Number.EPSILON * rows * Math.abs(objective);
  for (let halving = 0, length = 1; halving < MOST_HALVINGS; halving += 1, length /= 2) {
    const candidate = new Float64Array(point.length);
    let slope = 0;
    for (let index = 0; index < point.length; index += 1) {
      const moved = point[index]! + length * direction[index]!;
      candidate[index] = index < bounded ? Math.max(0, moved) : moved;
      slope += gradient[index]! * (candidate[index]! - point[index]!);
    }
    const reached = loss.evaluate(candidate);
    if (reached <= objective + SUFFICIENT * slope + rounding) return { point: candidate, objective: reached };
  }
  return null;
}
