import { type Field } from './dataset.ts';

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A field of a mapping as an expression; the SQL null where it is not mapped. */
export function expression(field: Field | undefined, read: (column: string) => string): string {
  if (field === undefined) return 'NULL';
  return typeof field === 'string' ? read(quoted(field)) : literal(String(field.value));
}
