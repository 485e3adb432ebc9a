/** Control points `[value, score]` with values strictly rising; at least one point. */
export type Curve = readonly CurvePoint[];
export type CurvePoint = readonly [value: number, score: number];

/** Piecewise linear through the control points, clamped at both ends. Throws for NaN and for an empty curve. */
export function interpolate(curve: Curve, value: number): number {
  if (Number.isNaN(value)) throw new Error('the value is not a number');
  let left = curve[0];
  if (left === undefined) throw new Error('a curve needs at least one control point');
  if (value <= left[0]) return left[1];
  for (let index = 1; index < curve.length; index += 1) {
    const right: CurvePoint = curve[index] ?? left;
    if (value === right[0]) return right[1];
    if (value < right[0]) {
      return left[1] + ((value - left[0]) / (right[0] - left[0])) * (right[1] - left[1]);
    }
    left = right;
  }
  return left[1];
}
