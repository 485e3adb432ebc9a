/** Predicted and observed share of positives among rows of similar prediction. */
export interface CalibrationBin {
  readonly n: number;
  readonly predicted: number;
  readonly observed: number;
}

/** Mean squared distance between probability and outcome; null without rows. 0 is perfect. */
export function brierScore(probabilities: ArrayLike<number>, labels: ArrayLike<number>): number | null {
  let sum = 0;
  for (let row = 0; row < probabilities.length; row += 1) sum += (probabilities[row]! - labels[row]!) ** 2;
  return probabilities.length === 0 ? null : sum / probabilities.length;
}

/**
 * The calibration curve over bins of equal size, least likely first. Rows of equal probability are spread over
 * neighbouring bins in file order.
 */
export function calibrationCurve(
  probabilities: Float64Array,
  labels: ArrayLike<number>,
  bins = 10,
): CalibrationBin[] {
  const rows = probabilities.length;
  const order = Uint32Array.from({ length: rows }, (_, row) => row).sort(
    (left, right) => probabilities[left]! - probabilities[right]! || left - right,
  );
  return Array.from({ length: Math.min(bins, rows) }, (_, bin) => {
    const members = order.subarray(...binBounds(rows, Math.min(bins, rows), bin));
    let predicted = 0;
    let observed = 0;
    for (const row of members) {
      predicted += probabilities[row]!;
      observed += labels[row]!;
    }
    return { n: members.length, predicted: predicted / members.length, observed: observed / members.length };
  });
}

/** The first `rows mod bins` bins take one row more. */
function binBounds(rows: number, bins: number, bin: number): [from: number, to: number] {
  const size = Math.floor(rows / bins);
  const larger = rows % bins;
  const from = bin * size + Math.min(bin, larger);
  return [from, from + size + (bin < larger ? 1 : 0)];
}

/** Mean distance between predicted and observed share, weighted by rows; null without rows. */
export function calibrationError(curve: readonly CalibrationBin[]): number | null {
  const rows = curve.reduce((sum, bin) => sum + bin.n, 0);
  if (rows === 0) return null;
  return curve.reduce((sum, bin) => sum + bin.n * Math.abs(bin.predicted - bin.observed), 0) / rows;
}
