import { invalidRequest, type StripeError } from './errors.ts';
import { type Ledger } from './ledger.ts';

const DEEPEST = 4;

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

class NotExpandable extends Error {}

/** A copy in which the reference at the end of the path is the object itself. */
function expanded(ledger: Ledger, value: unknown, path: readonly string[]): unknown {
  const [field, ...rest] = path;
  if (field === undefined) {
    if (typeof value !== 'string') return value;
    const target = ledger.find(value);
    if (target === undefined) throw new NotExpandable();
    return target;
  }
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((item) => expanded(ledger, item, path));
  const node = typeof value === 'string' ? ledger.find(value) : value;
  if (!isNode(node) || !(field in node)) throw new NotExpandable();
  return { ...node, [field]: expanded(ledger, node[field], rest) };
}

/** Applies the `expand[]` paths, for example `data.customer` or `latest_invoice`. */
export function expandAll<Value extends object>(
  ledger: Ledger,
  value: Value,
  paths: readonly string[],
): Value | StripeError {
  let result: unknown = value;
  for (const path of paths) {
    const fields = path.split('.');
    const refused = invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
    if (fields.length > DEEPEST) return refused;
    try {
      result = expanded(ledger, result, fields);
    } catch (error) {
      if (error instanceof NotExpandable) return refused;
      throw error;
    }
  }
  return result as Value;
}
