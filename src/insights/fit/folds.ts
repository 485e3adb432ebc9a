/** Number of folds when the table does not say. */
export const FOLDS = 5;

/** Rows left out of each fold's training and predicted by it. */
export interface Fold {
  readonly name: string;
  readonly training: Uint32Array;
  readonly held: Uint32Array;
}

/**
 * Folds as the table gives them (`assigned`: one name a row), in ascending order; else {@link FOLDS} of them,
 * stratified in file order: customer i of each outcome goes to fold i mod 5. All rows of a customer share a fold, for
 * a model that saw a customer in training only seems to predict it. Without `customers` each row is one.
 */
export function makeFolds(
  labels: Uint8Array,
  assigned: readonly string[] | null,
  customers: readonly string[] | null,
): Fold[] {
  const names = assigned ?? stratified(labels, customers);
  const distinct = [...new Set(names)].sort(
    (left, right) => Number(left) - Number(right) || (left < right ? -1 : 1),
  );
  return distinct.map((name) => {
    const [training, held]: [number[], number[]] = [[], []];
    for (const [row, fold] of names.entries()) (fold === name ? held : training).push(row);
    return { name, training: Uint32Array.from(training), held: Uint32Array.from(held) };
  });
}

function stratified(labels: Uint8Array, customers: readonly string[] | null): string[] {
  const rowsOf = new Map<string, number[]>();
  for (let row = 0; row < labels.length; row += 1) {
    const customer = customers?.[row] ?? String(row);
    const rows = rowsOf.get(customer);
    if (rows === undefined) rowsOf.set(customer, [row]);
    else rows.push(row);
  }
  const seen = [0, 0];
  const folds = new Array<string>(labels.length);
  for (const rows of rowsOf.values()) {
    const outcome = rows.some((row) => labels[row] === 1) ? 1 : 0;
    const fold = String(seen[outcome]! % FOLDS);
    seen[outcome]! += 1;
    for (const row of rows) folds[row] = fold;
  }
  return folds;
}
